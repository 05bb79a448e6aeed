package org.otklik.intake.authenticity;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.james.jdkim.api.Headers;
import org.apache.james.mime4j.io.EOLConvertingInputStream;
import org.otklik.intake.message.RawSource;

/**
 * A raw message as signatures see it: header fields as they are, folding included, and the body as
 * a stream. Lines end in CRLF, as they did when it was signed, also where a file says otherwise.
 */
final class SplitMail implements Headers, AutoCloseable {
  private final List<String> fields;
  private final InputStream body;

  private SplitMail(List<String> fields, InputStream body) {
    this.fields = List.copyOf(fields);
    this.body = body;
  }

  /**
   * Reads the header.
   *
   * @throws IOException also when the header has more than so many bytes
   */
  static SplitMail of(RawSource raw, int mostHeaderBytes) throws IOException {
    InputStream in =
        new BufferedInputStream(
            new EOLConvertingInputStream(raw.open(), EOLConvertingInputStream.CONVERT_LF));
    try {
      var header = new StringBuilder();
      var fields = new ArrayList<String>();
      int bytes = 0;
      for (String line = line(in, mostHeaderBytes); !line.isEmpty(); ) {
        bytes += line.length();
        if (bytes > mostHeaderBytes) {
          throw new IOException("the header is too large");
        }
        boolean continues = line.charAt(0) == ' ' || line.charAt(0) == '\t';
        if (!continues && !header.isEmpty()) {
          fields.add(header.toString());
          header.setLength(0);
        }
        header.append(header.isEmpty() ? "" : "\r\n").append(line);
        line = line(in, mostHeaderBytes);
      }
      fields.add(header.toString());
      return new SplitMail(fields.stream().map(SplitMail::utf8).toList(), in);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** A byte a char, without its line end. */
  private static String line(InputStream in, int most) throws IOException {
    var line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (line.length() > most) {
        throw new IOException("the header is too large");
      }
      line.append((char) b);
    }
    int length = line.length();
    return length > 0 && line.charAt(length - 1) == '\r'
        ? line.substring(0, length - 1)
        : line.toString();
  }

  /** jDKIM takes texts and signs their UTF-8; other bytes than that can't be verified. */
  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  @Override
  public List<String> getFields() {
    return fields;
  }

  @Override
  public List<String> getFields(String name) {
    return fields.stream().filter(field -> isNamed(field, name)).toList();
  }

  /** The same header with these signatures only. */
  Headers signedBy(List<String> signatures) {
    var whole = this;
    return new Headers() {
      @Override
      public List<String> getFields() {
        return whole.getFields();
      }

      @Override
      public List<String> getFields(String name) {
        return name.equalsIgnoreCase("DKIM-Signature") ? signatures : whole.getFields(name);
      }
    };
  }

  private static boolean isNamed(String field, String name) {
    int colon = field.indexOf(':');
    return colon > 0
        && field
            .substring(0, colon)
            .strip()
            .toLowerCase(Locale.ROOT)
            .equals(name.strip().toLowerCase(Locale.ROOT));
  }

  InputStream body() {
    return body;
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
