package org.otklik.helpdesk.desk;

import io.micronaut.http.MediaType;
import io.micronaut.http.multipart.CompletedFileUpload;
import io.micronaut.http.multipart.CompletedPart;
import io.micronaut.http.server.multipart.MultipartBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;

/**
 * A form with files as it was sent (RFC 7578), once all of it is here. The server bounds its size.
 *
 * @param fields by name; of several, the last
 */
public record UploadedForm(Map<String, String> fields, List<Uploads.Incoming> files) {
  private static final int MOST_PARTS = 200;

  /** Waits for the whole form. */
  public static UploadedForm of(MultipartBody body) {
    var fields = new HashMap<String, String>();
    var files = new ArrayList<Uploads.Incoming>();
    List<CompletedPart> parts = Flux.from(body).take(MOST_PARTS).collectList().block();
    for (CompletedPart part : parts == null ? List.<CompletedPart>of() : parts) {
      if (part instanceof CompletedFileUpload file) {
        // A field for files where none was chosen is sent as one without a name.
        if (file.getFilename() != null && !file.getFilename().isBlank()) {
          files.add(new Sent(file));
        }
      } else {
        fields.put(part.getName(), text(part));
      }
    }
    return new UploadedForm(Map.copyOf(fields), List.copyOf(files));
  }

  private static String text(CompletedPart part) {
    try {
      return new String(part.getBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Sent(CompletedFileUpload file) implements Uploads.Incoming {
    @Override
    public String name() {
      return file.getFilename();
    }

    @Override
    public String type() {
      return file.getContentType().map(MediaType::getName).orElse("");
    }

    @Override
    public InputStream open() throws IOException {
      return file.getInputStream();
    }
  }
}
