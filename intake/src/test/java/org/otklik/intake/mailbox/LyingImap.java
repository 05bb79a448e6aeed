package org.otklik.intake.mailbox;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** An IMAP server of few words, which lies about one of its messages. Lets anybody in. */
final class LyingImap implements AutoCloseable {
  private static final Pattern PIECE = Pattern.compile("BODY\\.PEEK\\[\\]<(\\d+)\\.(\\d+)>");

  private final ServerSocket listening;
  private final List<byte[]> messages;
  private final int about;
  private final Lie lie;

  /** What it says of a message instead of the truth. */
  interface Lie {
    /** In the list of sizes; "" is none at all. */
    default String size(int real) {
      return " RFC822.SIZE " + real;
    }

    /** What stands before the bytes. */
    default String announced(int real) {
      return "{" + real + "}";
    }

    /** Sent before all else when the message is asked for. */
    default void before(OutputStream out) throws IOException {}
  }

  /**
   * @param about the number of the message that it lies about, from 1
   */
  LyingImap(List<byte[]> messages, int about, Lie lie) {
    this.messages = List.copyOf(messages);
    this.about = about;
    this.lie = lie;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var client = listening.accept();
        Thread.ofVirtual().start(() -> talk(client));
      } catch (IOException _) {
        // Closed.
      }
    }
  }

  private void talk(Socket client) {
    try (client;
        var in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        var out = new BufferedOutputStream(client.getOutputStream(), 64 << 10)) {
      say(out, "* OK here");
      for (String line; (line = in.readLine()) != null; ) {
        String tag = line.substring(0, line.indexOf(' '));
        answer(line.substring(tag.length() + 1), out);
        say(out, tag + " OK done");
      }
    } catch (IOException _) {
      // The reader went.
    }
  }

  private void answer(String command, OutputStream out) throws IOException {
    String word = command.toUpperCase(Locale.ROOT);
    if (word.startsWith("CAPABILITY")) {
      say(out, "* CAPABILITY IMAP4rev1");
    } else if (word.startsWith("LIST")) {
      say(out, "* LIST () \"/\" INBOX");
    } else if (word.startsWith("SELECT")) {
      say(out, "* " + messages.size() + " EXISTS");
      say(out, "* OK [UIDVALIDITY 7] valid");
      say(out, "* OK [UIDNEXT " + (messages.size() + 1) + "] next");
    } else if (word.startsWith("UID SEARCH")) {
      String found =
          uids(word.endsWith("ALL") ? "1:*" : word.substring("UID SEARCH UID ".length()))
              .mapToObj(Integer::toString)
              .reduce("* SEARCH", (all, uid) -> all + " " + uid);
      say(out, found);
    } else if (word.startsWith("UID FETCH")) {
      for (int uid : uids(command.split(" ", 4)[2]).toArray()) {
        fetch(uid, command, out);
      }
    }
  }

  private void fetch(int uid, String command, OutputStream out) throws IOException {
    byte[] all = messages.get(uid - 1);
    Lie said = uid == about ? lie : new Lie() {};
    String begin = "* " + uid + " FETCH (UID " + uid;
    if (!command.contains("BODY")) {
      String size = command.contains("RFC822.SIZE") ? said.size(all.length) : "";
      say(out, begin + size + " INTERNALDATE \"01-Nov-2026 10:00:00 +0000\")");
      return;
    }
    Matcher asked = PIECE.matcher(command);
    boolean piece = asked.find();
    int from = piece ? Math.min(Integer.parseInt(asked.group(1)), all.length) : 0;
    int to = piece ? Math.min(from + Integer.parseInt(asked.group(2)), all.length) : all.length;
    byte[] bytes = Arrays.copyOfRange(all, from, to);
    said.before(out);
    say(out, begin + " BODY[]" + (piece ? "<" + from + "> " : " ") + said.announced(bytes.length));
    out.write(bytes);
    say(out, ")");
  }

  private IntStream uids(String set) {
    return Arrays.stream(set.split(","))
        .flatMapToInt(range -> {
          String[] ends = range.split(":");
          int last = ends[ends.length - 1].equals("*") ? messages.size() : number(ends);
          return IntStream.rangeClosed(Integer.parseInt(ends[0]), last);
        })
        .filter(uid -> uid <= messages.size());
  }

  private static int number(String[] ends) {
    return Integer.parseInt(ends[ends.length - 1]);
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
