package org.otklik.intake.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is odd about a mail, or why it can't be read: a kind, which can be said in any language, and
 * the details that it names, each on one line and of bearable length. A stranger may have chosen
 * them.
 */
public record Remark(Kind kind, List<String> details) {
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)\\}");
  private static final int LONGEST = 200;

  /** The kinds, each with its words in English; {@code {0}} is the first detail. */
  public enum Kind {
    NO_FROM("No From address"),
    SEVERAL_FROM("Several From headers"),
    AMBIGUOUS_FROM("The From header is ambiguous: no sender taken from it"),
    NO_DATE("No Date"),
    DATE_UNCLEAR("No date: {0}"),
    NO_MESSAGE_ID("No Message-ID"),
    ADDRESS_UNCLEAR("No clear address: {0}"),
    ADDRESSES_CUT("More than {0} addresses in a header: the rest wasn't read"),
    NAME_LIKE_ADDRESS("A name that looks like another address: {0}"),
    QUOTE_NOT_CLOSED("A quotation mark without its other in an address"),
    HEADER_WITHOUT_NAME("A header line without a name was left out"),
    HEADER_CUT("The header {0} is longer than {1} bytes and was cut"),
    HEADER_NOT_ASCII("Raw 8-bit in a header, read as {0}"),
    CHARSET_MISSING("No charset declared, detected {0}"),
    CHARSET_UNKNOWN("Unknown charset {0}, detected {1}"),
    CHARSET_WRONG("Charset {0} declared, detected {1}"),
    TEXT_CUT("The text is too long and was cut"),
    HTML_CUT("The HTML has too many tags and was cut"),
    PARTS_CUT("More than {0} parts: the rest wasn't read"),
    TOO_DEEP("Nested deeper than {0}: not taken apart"),
    NO_BOUNDARY("A multipart without its boundary was read as text"),
    WINMAIL_CLOSED("winmail.dat couldn't be opened"),
    WINMAIL_DAMAGED("winmail.dat is damaged or too large: not all of it could be read"),
    ENVELOPE_CLOSED("An S/MIME envelope couldn't be opened: it is encrypted, damaged or too large"),
    SIGNATURE_INVALID("The signature of {0} isn't valid"),
    MORE("And {0} more remarks"),

    EMPTY("The message is empty"),
    TOO_LARGE("The message is larger than {0} bytes"),
    HEADER_TOO_LARGE("The header is larger than {0} bytes"),
    TOO_MANY_HEADERS("More than {0} header fields"),
    NOT_A_MAIL("Not a mail: {0}"),
    READING_FAILED("Reading failed: {0}"),
    PARSER_FAILED("The parser failed: {0}");

    private final String english;

    Kind(String english) {
      this.english = english;
    }
  }

  public Remark {
    details = List.copyOf(details);
  }

  public static Remark of(Kind kind, Object... details) {
    return new Remark(kind, Stream.of(details).map(String::valueOf).map(Remark::line).toList());
  }

  /** In English. */
  public String words() {
    return PLACE
        .matcher(kind.english)
        .replaceAll(
            place -> Matcher.quoteReplacement(details.get(Integer.parseInt(place.group(1)))));
  }

  /** On one line, for {@link #read}. */
  public String written() {
    var words = new ArrayList<>(List.of(kind.name()));
    words.addAll(details);
    return String.join("\t", words);
  }

  /** What {@link #written} wrote; nothing when it is something else, a newer program's perhaps. */
  public static Optional<Remark> read(String written) {
    List<String> words = List.of(written.split("\t", -1));
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.name().equals(words.getFirst()))
        .findFirst()
        .map(kind -> new Remark(kind, words.subList(1, words.size())));
  }

  private static String line(String text) {
    String line = Words.wellFormed(text.replaceAll("\\p{Cntrl}+", " "));
    return line.length() <= LONGEST ? line : Words.wellFormed(line.substring(0, LONGEST)) + "…";
  }
}
