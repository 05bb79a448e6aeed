package org.otklik.intake.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Collected mail is read as those expect who collected it, but where they expect otherwise. */
class CollectedMailTest {
  /** Expectations that aren't ours, each with the reason. */
  private static final Map<String, String> OTHERWISE =
      Map.ofEntries(
          Map.entry(
              "legacy/035 attachments", "C:\\TEMP\\x.png is x.png here: no path of a name stays"),
          Map.entry("legacy/039 attachments", "likewise"),
          Map.entry("rfc/001 attachments", "likewise: /u/nsb/x.ps is x.ps"),
          Map.entry("legacy/049 text", "a file uuencoded in the text is no text here"),
          Map.entry("legacy/049 attachments", "it is an attachment"),
          Map.entry("rfc/000 bytes 0", "prose that says that it is Base64 is decoded as such"),
          Map.entry("rfc/000 bytes 1", "likewise"),
          Map.entry("thirdparty/002 text", "likewise"),
          Map.entry("thirdparty/005 text", "a boundary within a line is none (RFC 2046 5.1.1)"),
          Map.entry("thirdparty/015 attachments", "the outer boundary ends an unfinished message"),
          Map.entry("thirdparty/015 bytes 0", "likewise"));

  private static final char UNDECODED = '\ufffd';

  private final Map<String, String> differences = new TreeMap<>();
  private int checked;

  @Test
  void every_collected_mail_is_readable() throws IOException {
    List<Path> files = Corpus.files(Corpus.folder("mime"), ".eml");
    for (Path file : files) {
      MutatedMailTest.readable(file);
    }
    Corpus.tell("mime, readable", files.size(), files.size());
  }

  @Test
  void subject_addresses_text_and_attachments_are_as_expected() throws IOException {
    for (Path file : Corpus.files(Corpus.folder("mime"), ".json")) {
      String name = Corpus.name(file);
      byte[] raw =
          Corpus.bytes(file.resolveSibling(file.getFileName().toString().replace(".json", ".eml")));
      check(name, new Expected(new ObjectMapper().readTree(file.toFile()), raw), raw);
    }
    Corpus.tell("mime, expectations", checked - differences.size(), checked);
    Map<String, String> unexplained = new TreeMap<>(differences);
    unexplained.keySet().removeAll(OTHERWISE.keySet());
    assertThat(unexplained).isEmpty();
    assertThat(differences.size()).isLessThanOrEqualTo(checked * 2 / 100);
  }

  private void check(String name, Expected expected, byte[] raw) throws IOException {
    ParsedMessage mail = Mails.parse(raw);
    same(name + " subject", mail.subject(), expected.subject());
    same(name + " from", written(mail.from()), expected.addresses("from"));
    same(name + " to", written(mail.to()), expected.addresses("to"));
    same(name + " cc", written(mail.cc()), expected.addresses("cc"));
    String text = Expected.words(mail.text());
    List<String> texts = expected.texts();
    same(name + " text", text, String.join(" ", texts).strip());
    List<Expected.File> files = expected.files();
    same(
        name + " attachments",
        mail.attachments().stream().map(Attachment::name).map(CollectedMailTest::said).toList(),
        files.stream().map(Expected.File::name).map(CollectedMailTest::said).toList());
    for (int i = 0; i < Math.min(files.size(), mail.attachments().size()); i++) {
      var bytes = new ByteArrayOutputStream();
      new AttachmentReader(ParseLimits.DEFAULT).copy(RawSource.of(raw), i, bytes);
      same(
          name + " bytes " + i,
          shown(bytes.toByteArray(), files.get(i)),
          shown(files.get(i).bytes(), files.get(i)));
    }
  }

  /** A name that was made up says as little as none. */
  private static String said(String name) {
    return name.matches("attachment-\\d+\\..*") ? "" : name;
  }

  private static String shown(byte[] bytes, Expected.File file) {
    if (!file.text()) {
      return new String(bytes, ISO_8859_1).replace("\r\n", "\n"); // as the JSON has them
    }
    return Expected.words(Charsets.decode(bytes, bytes.length, "utf-8", new Problems(1)).text());
  }

  private static List<String> written(List<MailAddress> addresses) {
    List<String> all = new ArrayList<>();
    for (MailAddress address : addresses) {
      all.add(address.name() + " <" + address.address() + ">");
    }
    return all;
  }

  private void same(String what, Object read, Object expected) {
    checked++;
    if (!matches(String.valueOf(read), String.valueOf(expected))) {
      differences.put(what, read + "\n  instead of\n" + expected);
    }
  }

  /** Where those who collected it couldn't decode a character, whatever was read is right. */
  private static boolean matches(String read, String expected) {
    if (expected.indexOf(UNDECODED) < 0 && expected.indexOf('\0') < 0) {
      return read.equals(expected);
    }
    StringBuilder pattern = new StringBuilder();
    for (String known : expected.split("[" + UNDECODED + "\\x00]", -1)) {
      pattern.append(pattern.isEmpty() ? "" : ".").append(Pattern.quote(known));
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(read).matches();
  }
}
