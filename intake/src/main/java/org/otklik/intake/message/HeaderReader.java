package org.otklik.intake.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the message's own header fields, once the charset of its body is known. One thread. */
final class HeaderReader {
  /** What programs read; nothing in it is decoded. */
  private static final Set<String> STRUCTURED =
      Set.of(
          "authentication-results",
          "received",
          "received-spf",
          "return-path",
          "message-id",
          "in-reply-to",
          "references",
          "date",
          "auto-submitted",
          "precedence",
          "dkim-signature",
          "list-id",
          "content-type",
          "mime-version",
          "delivered-to",
          "x-original-to");

  private final List<RawHeader> raw;
  private final HeaderCharset charset;
  private final ParseLimits limits;
  private final Problems problems;

  HeaderReader(List<RawHeader> raw, HeaderCharset charset, ParseLimits limits, Problems problems) {
    this.raw = raw;
    this.charset = charset;
    this.limits = limits;
    this.problems = problems;
  }

  Headers headers() {
    List<Headers.Entry> entries = new ArrayList<>(raw.size());
    for (RawHeader header : raw) {
      String text = header.text(charset);
      entries.add(
          new Headers.Entry(header.name(), isStructured(header) ? clean(text) : decoded(text)));
    }
    return Headers.of(entries);
  }

  private static boolean isStructured(RawHeader header) {
    String name = header.lowName();
    return STRUCTURED.contains(name) || name.startsWith("arc-");
  }

  private String decoded(String text) {
    return clean(EncodedWords.decode(text, problems));
  }

  private static String clean(String text) {
    return Words.cleanLine(text);
  }

  /**
   * Every author, or nobody when any of it isn't clear: one address picked out of a doubtful From
   * would speak in somebody's name (RFC 7489 section 6.6.1 treats such mail as unauthenticated,
   * too).
   */
  List<MailAddress> from() {
    List<MailAddress> authors = new ArrayList<>();
    boolean doubtful = false;
    int fields = 0;
    for (RawHeader header : raw) {
      if (header.is("From")) {
        fields++;
        AddressList.Read read =
            AddressList.read(header.text(charset), limits.addresses(), problems);
        doubtful |= read.unclear() || read.group() || header.cut();
        authors.addAll(read.addresses());
      }
    }
    if (fields > 1) {
      problems.add(Remark.Kind.SEVERAL_FROM);
      doubtful |= authors.size() < 2;
    } else if (authors.isEmpty() && !doubtful) {
      problems.add(Remark.Kind.NO_FROM);
    }
    if (doubtful) {
      problems.add(Remark.Kind.AMBIGUOUS_FROM);
      return List.of();
    }
    return authors;
  }

  /** The addresses of all headers of this name; what is no clear address is left out. */
  List<MailAddress> addresses(String name) {
    List<MailAddress> addresses = new ArrayList<>();
    for (RawHeader header : raw) {
      int room = limits.addresses() - addresses.size();
      if (header.is(name) && room > 0) {
        addresses.addAll(AddressList.read(header.text(charset), room, problems).addresses());
      }
    }
    return addresses;
  }

  @Nullable Instant date() {
    Optional<String> header = first("Date");
    if (header.isEmpty()) {
      problems.add(Remark.Kind.NO_DATE);
      return null;
    }
    Instant date = Dates.parse(header.get());
    if (date == null) {
      problems.add(Remark.Kind.DATE_UNCLEAR, Words.brief(header.get()));
    }
    return date;
  }

  @Nullable String messageId() {
    String id = first("Message-ID").map(MessageIds::first).orElse(null);
    if (id == null) {
      problems.add(Remark.Kind.NO_MESSAGE_ID);
    }
    return id;
  }

  List<String> ids(String name) {
    return first(name).map(MessageIds::all).orElse(List.of());
  }

  private Optional<String> first(String name) {
    return raw.stream()
        .filter(header -> header.is(name))
        .findFirst()
        .map(header -> header.text(charset));
  }
}
