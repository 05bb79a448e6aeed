package org.otklik.intake.message;

/**
 * What one message may cost. Every limit has its outcome, and the raw message is kept by the caller
 * in each case.
 *
 * @param messageBytes size of the raw message; above it the message is unreadable
 * @param parts leaf parts (bodies and attachments); those above it aren't read, with a problem
 * @param depth multiparts within multiparts; a deeper one becomes one attachment, with a problem.
 *     Postfix takes 100 ({@code mime_nesting_limit}); mime4j has no limit of its own.
 * @param headerBytes one header field; what is above it is cut, with a problem (Postfix {@code
 *     header_size_limit})
 * @param totalHeaderBytes all header fields of the message or of one part together; above it the
 *     message is unreadable
 * @param headers header fields of the message; above it the message is unreadable
 * @param textBytes text and HTML kept in memory, decoded; what is above it is cut, with a problem
 * @param htmlTags tags of all HTML together; what is above it is cut, with a problem, since each
 *     may cost far more time than its bytes
 * @param packedBytes a winmail.dat or an S/MIME envelope that is held in memory to be opened; a
 *     larger one stays an attachment, with a problem
 * @param addresses addresses read from one header; those above it aren't read, with a problem
 * @param problems problems told; more are counted in one line
 */
public record ParseLimits(
    long messageBytes,
    int parts,
    int depth,
    int headerBytes,
    int totalHeaderBytes,
    int headers,
    int textBytes,
    int htmlTags,
    int packedBytes,
    int addresses,
    int problems) {

  /** Limits that no honest mail comes near. */
  public static final ParseLimits DEFAULT =
      new ParseLimits(
          256L << 20, 1_000, 50, 100 * 1024, 1 << 20, 2_000, 1 << 20, 50_000, 12 << 20, 500, 50);

  public ParseLimits {
    if (messageBytes < 1
        || parts < 1
        || depth < 1
        || headerBytes < 1_000
        || totalHeaderBytes < headerBytes
        || headers < 1
        || textBytes < 1
        || htmlTags < 1
        || packedBytes < 1
        || addresses < 1
        || problems < 1) {
      throw new IllegalArgumentException("A limit is too small for any mail");
    }
  }

  /** The same limits with another message size, in bytes. */
  public ParseLimits withMessageBytes(long bytes) {
    return new ParseLimits(
        bytes,
        parts,
        depth,
        headerBytes,
        totalHeaderBytes,
        headers,
        textBytes,
        htmlTags,
        packedBytes,
        addresses,
        problems);
  }
}
