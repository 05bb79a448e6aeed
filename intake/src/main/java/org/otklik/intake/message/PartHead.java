package org.otklik.intake.message;

import java.util.Locale;
import java.util.Optional;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.jspecify.annotations.Nullable;

/** What a part says about itself: type, parameters, encoding, disposition, names. Immutable. */
final class PartHead implements BodyDescriptor {
  /** Longer ones don't occur (RFC 2046 section 5.1.1 allows 70), and mime4j buffers twice that. */
  private static final int LONGEST_BOUNDARY = 1_000;

  private static final int LONGEST_TYPE = 200;

  private final String type;
  private final MimeParameters contentType;
  private final MimeParameters disposition;
  private final String encoding;
  private final @Nullable String contentId;

  PartHead(
      String type,
      MimeParameters contentType,
      MimeParameters disposition,
      String encoding,
      @Nullable String contentId) {
    this.type = type;
    this.contentType = contentType;
    this.disposition = disposition;
    this.encoding = encoding;
    this.contentId = contentId;
  }

  /** The head of a file that was packed in another part; "" for what isn't known. */
  static PartHead file(String name, String type, @Nullable String contentId) {
    String clean = Words.line(type).replace(" ", "").toLowerCase(Locale.ROOT);
    boolean said = clean.indexOf('/') > 0 && clean.length() < LONGEST_TYPE;
    return new PartHead(
        said ? clean : FileTypes.of(name),
        MimeParameters.parse(""),
        MimeParameters.of("attachment", "filename", name),
        "binary",
        contentId == null ? null : MessageIds.first("<" + contentId + ">"));
  }

  /** The head of a text in UTF-8 that was packed in another part. */
  static PartHead text(String type) {
    return new PartHead(
        type,
        MimeParameters.of(type, "charset", "utf-8"),
        MimeParameters.parse(""),
        "binary",
        null);
  }

  /** Media type in lower case; what is none is text/plain (RFC 2045 section 5.2). */
  String type() {
    return type;
  }

  /** Outlook's own wrapping, by its type or, where gateways changed that, by its name. */
  boolean isTnef() {
    return type.equals("application/ms-tnef")
        || type.equals("application/vnd.ms-tnef")
        || (type.equals("application/octet-stream")
            && fileName(new Problems(1)).filter("winmail.dat"::equalsIgnoreCase).isPresent());
  }

  /** S/MIME, the signature or the whole (RFC 8551 section 3.2). */
  boolean isPkcs7() {
    return type.equals("application/pkcs7-mime")
        || type.equals("application/x-pkcs7-mime")
        || type.equals("application/pkcs7-signature")
        || type.equals("application/x-pkcs7-signature");
  }

  boolean isMultipart() {
    return type.startsWith("multipart/");
  }

  boolean isSaid(String dispositionType) {
    return disposition.value().equals(dispositionType);
  }

  Optional<String> parameter(String name) {
    return contentType.token(name);
  }

  /** The file name as its sender wrote it: from the disposition, else the type's name parameter. */
  Optional<String> fileName(Problems problems) {
    return disposition
        .text("filename", problems)
        .or(() -> disposition.text("name", problems))
        .or(() -> contentType.text("name", problems))
        .or(() -> contentType.text("filename", problems))
        .filter(name -> !name.isBlank());
  }

  @Nullable String contentId() {
    return contentId;
  }

  /** This head with another type; a multipart that can't be taken apart is a plain part. */
  PartHead as(String otherType) {
    return new PartHead(otherType, contentType, disposition, encoding, contentId);
  }

  @Override
  @SuppressWarnings("NullAway") // mime4j's contract: null when there is none
  public String getBoundary() {
    return parameter("boundary").orElse(null);
  }

  /** Whether mime4j can take it apart. */
  static boolean isUsable(Optional<String> boundary) {
    return boundary.isPresent()
        && !boundary.get().isEmpty()
        && boundary.get().length() <= LONGEST_BOUNDARY;
  }

  @Override
  public String getMimeType() {
    return type;
  }

  @Override
  public String getMediaType() {
    return type.substring(0, Math.max(0, type.indexOf('/')));
  }

  @Override
  public String getSubType() {
    return type.substring(type.indexOf('/') + 1);
  }

  @Override
  @SuppressWarnings("NullAway") // mime4j's contract: null when there is none
  public String getCharset() {
    return parameter("charset").orElse(null);
  }

  /** In lower case, "7bit" when nothing is said. */
  @Override
  public String getTransferEncoding() {
    return encoding;
  }

  @Override
  public long getContentLength() {
    return -1;
  }

  static String encodingOf(String header) {
    String word = header.strip().toLowerCase(Locale.ROOT);
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c <= ' ' || c == ';' || c == '(' || c == '"') {
        return word.substring(0, i);
      }
    }
    return word;
  }
}
