package org.otklik.intake.mailbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.otklik.intake.mailbox.Pop3Wire.Reply;
import org.otklik.intake.wire.AccessToken.NoToken;
import org.otklik.intake.wire.Problem;
import org.otklik.intake.wire.Problem.Kind;
import org.otklik.intake.wire.Security;
import org.otklik.intake.wire.Trouble;

/**
 * A POP3 conversation (RFC 1939), from login to QUIT. A message is known by its UIDL; the rest of
 * the program by a number made of it, under UIDVALIDITY 0, which no IMAP server has.
 */
final class Pop3Connection implements Conversation {
  /** How many commands are sent before their answers are read; far from filling any buffer. */
  static final int AT_ONCE = 100;

  private final MailboxSettings settings;
  private final InstantSource clock;
  private final Pop3Wire wire;
  private final Pop3Telling telling;
  private boolean pipelining;
  private @Nullable Map<Long, Entry> entries;

  /** A message of the list. */
  record Entry(int number, String uidl, long size) {}

  /** What is done over the wire. */
  interface Talk<T> {
    T over(Pop3Wire wire) throws IOException;
  }

  private Pop3Connection(MailboxSettings settings, InstantSource clock, Pop3Wire wire) {
    this.settings = settings;
    this.clock = clock;
    this.wire = wire;
    this.telling = new Pop3Telling(this, settings);
  }

  static Pop3Connection open(MailboxSettings settings, InstantSource clock) throws MailboxFailure {
    Pop3Wire wire = null;
    try {
      wire = new Pop3Wire(settings.server());
      var connection = new Pop3Connection(settings, clock, wire);
      connection.greet();
      connection.logIn();
      return connection;
    } catch (IOException e) {
      closeIfThere(wire);
      throw new MailboxFailure(Failures.onTheWay(e, settings), e);
    } catch (NoToken e) {
      closeIfThere(wire);
      throw new MailboxFailure(e.problem(), e);
    } catch (MailboxFailure e) {
      closeIfThere(wire);
      throw e;
    }
  }

  private static void closeIfThere(@Nullable Pop3Wire wire) {
    if (wire != null) {
      wire.close();
    }
  }

  private void greet() throws IOException, MailboxFailure {
    if (settings.server().security() == Security.TLS) {
      wire.secure();
    }
    var greeting = wire.reply();
    if (!greeting.ok()) {
      throw new MailboxFailure(
          Problem.of(Kind.LOGIN_NOT_NOW, settings.user(), Trouble.saying(greeting.text())));
    }
    if (settings.server().security() == Security.STARTTLS) {
      var stls = wire.ask("STLS"); // RFC 2595 §4
      if (!stls.ok()) {
        throw new MailboxFailure(
            Problem.of(
                Kind.NOT_SECURE, settings.host(), "no STLS: " + Trouble.saying(stls.text())));
      }
      wire.secure();
    }
  }

  private void logIn() throws IOException, MailboxFailure, NoToken {
    var secret = settings.login().secret();
    Reply reply;
    if (settings.login().byToken()) {
      reply = xoauth2(secret);
    } else {
      reply = wire.ask("USER " + settings.user());
      reply = reply.ok() ? wire.ask("PASS " + secret) : reply;
    }
    if (!reply.ok()) {
      throw new MailboxFailure(Failures.loginRefused(Trouble.saying(reply.text()), settings));
    }
    pipelining = capabilities().contains("PIPELINING"); // RFC 2449 §6.6
  }

  private Reply xoauth2(String token) throws IOException {
    var response = "user=" + settings.user() + "\1auth=Bearer " + token + "\1\1";
    var reply = wire.ask("AUTH XOAUTH2");
    if (!reply.ok()) {
      return reply;
    }
    var encoder = Base64.getEncoder();
    reply = wire.ask(encoder.encodeToString(response.getBytes(StandardCharsets.UTF_8)));
    // A refusal is explained first, in JSON, and said after an empty answer.
    return reply.ok() && reply.text().startsWith("ey") ? wire.ask("") : reply;
  }

  private List<String> capabilities() throws IOException {
    return wire.ask("CAPA").ok()
        ? wire.lines().stream().map(line -> line.toUpperCase(Locale.ROOT)).toList()
        : List.of();
  }

  /** Numbers made of UIDLs mean the same for ever (RFC 1939 §7). */
  @Override
  public long uidValidity() {
    return 0;
  }

  @Override
  public List<Long> uidsFrom(long first) throws MailboxFailure {
    return List.copyOf(entries().keySet());
  }

  /** The messages of this conversation, in the mailbox's order. */
  Map<Long, Entry> entries() throws MailboxFailure {
    var known = entries;
    if (known == null) {
      known = talk(this::listed);
      entries = known;
    }
    return known;
  }

  private Map<Long, Entry> listed(Pop3Wire over) throws IOException {
    var uidl = over.ask("UIDL");
    if (!uidl.ok()) {
      throw new NoUidl(uidl.text());
    }
    Map<Integer, String> names = new LinkedHashMap<>();
    for (var line : over.lines()) {
      var words = line.split(" ", 2);
      names.put(number(words[0]), words.length < 2 ? "" : words[1].strip());
    }
    Map<Integer, Long> sizes = new HashMap<>();
    if (!over.ask("LIST").ok()) {
      throw new IOException("the server lists no sizes");
    }
    for (var line : over.lines()) {
      var words = line.split(" ", 3);
      sizes.put(number(words[0]), words.length < 2 ? 0L : Long.valueOf(number(words[1])));
    }
    Map<Long, Entry> listed = new LinkedHashMap<>();
    Map<String, Integer> copies = new HashMap<>();
    names.forEach((number, name) -> {
      // Some servers make the UIDL of the content: equal messages are told apart by their count.
      int copy = copies.merge(name, 1, Integer::sum);
      long size = sizes.getOrDefault(number, 0L);
      listed.put(uid(copy == 1 ? name : name + " " + copy), new Entry(number, name, size));
    });
    return listed;
  }

  private static int number(String word) throws IOException {
    try {
      return Integer.parseInt(word.strip());
    } catch (NumberFormatException e) {
      throw new IOException("the server lists \"" + Trouble.saying(word) + "\"", e);
    }
  }

  /** 63 bits of its SHA-256: among a million messages two meet once in ten million mailboxes. */
  static long uid(String uidl) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(uidl.getBytes(StandardCharsets.ISO_8859_1));
      return ByteBuffer.wrap(digest).getLong() & Long.MAX_VALUE;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Asks a command of each message, the next ones before the answers where the server can. */
  void askEach(Collection<Entry> messages, IntFunction<String> command, Answered answered)
      throws MailboxFailure {
    int atOnce = pipelining ? AT_ONCE : 1;
    var all = List.copyOf(messages);
    for (int start = 0; start < all.size(); start += atOnce) {
      var some = all.subList(start, Math.min(start + atOnce, all.size()));
      talk(over -> {
        List<String> commands = new ArrayList<>();
        some.forEach(entry -> commands.add(command.apply(entry.number())));
        over.send(commands);
        for (var entry : some) {
          answered.of(entry, over.reply(), over);
        }
        return some.size();
      });
    }
  }

  /** Takes an answer, its text included. */
  interface Answered {
    void of(Entry entry, Reply reply, Pop3Wire over) throws IOException;
  }

  <T> T talk(Talk<T> talk) throws MailboxFailure {
    try {
      return talk.over(wire);
    } catch (NoUidl e) {
      throw new MailboxFailure(Problem.of(Kind.NO_UIDL, settings.host(), Trouble.saying(e)), e);
    } catch (IOException e) {
      throw new MailboxFailure(Failures.onTheWay(e, settings), e);
    }
  }

  @Override
  public Postbag postbag() {
    return new Pop3Postbag(this, settings, clock);
  }

  @Override
  public Telling telling() {
    return telling;
  }

  @Override
  public boolean lasts() {
    return false;
  }

  /** Only with QUIT is anything removed, all of it or, as far as one can know, nothing. */
  @Override
  public List<Long> finish() throws MailboxFailure {
    var reply = talk(over -> over.ask("QUIT"));
    return telling.quit(reply.ok() ? Optional.empty() : Optional.of(reply.text()));
  }

  /** More is to be told than fitted into this conversation. */
  @Override
  public boolean hasNews() {
    return telling.mayHaveMore();
  }

  @Override
  public void close() {
    wire.close();
  }

  private static final class NoUidl extends IOException {
    private static final long serialVersionUID = 1L;

    NoUidl(String words) {
      super(words);
    }
  }
}
