package org.otklik.intake.authenticity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.otklik.intake.message.Corpus;
import org.otklik.intake.message.MailAddress;
import org.otklik.intake.message.MessageParser;
import org.otklik.intake.message.ParseLimits;
import org.otklik.intake.message.ParseResult;
import org.otklik.intake.message.RawSource;

/**
 * SpamAssassin's collection of signed mail, where it lies beside the checkout; the file's name says
 * what is right. The samples are of 2009: short keys and SHA-1 count here.
 *
 * <p>Recorded are the keys that several samples were signed with: an RSA key divides what two of
 * its signatures leave when their texts are taken off, and so follows from them. Of a sample under
 * another key everything but the signature's arithmetic is checked; without the key nothing is
 * proven, whatever its name says.
 */
class DkimCorpusTest {
  private static final DkimPolicy OF_2009 =
      new DkimPolicy(
          512,
          4096,
          true,
          true,
          DkimPolicy.STANDARD.clockSkew(),
          DkimPolicy.STANDARD.mostSignatures(),
          DkimPolicy.STANDARD.headerBytes());
  private static final String KEY_768 =
      "v=DKIM1; p=MHwwDQYJKoZIhvcNAQEBBQADawAwaAJhANdouk15zy1yCtDDKgMeLmPe6/nCB5n38+j6XWHQQhN8"
          + "FutU8nWLnOoj/DMtyhvJIQZNc0+thLKingyysqEse6TYxQrBMRyI8dC8iBpXqSPvwfChFgZ+tucS/wly"
          + "91p0rQIDAQAB";
  private static final String KEY_1024 =
      "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC1TyXrYgvAK/TExmQrDNDCltfHh5JSf9+yDKD6"
          + "sGuJVSUv+fAg/BWnAtydBwGoYMvibBfqXBfi6B/AwuxBJQeYUaDAS09kH4uQYkKI9yhdKgeo2JU0StcZ"
          + "7IVK9JpQFqzhJs/UkMvmFebSaDHr5Ttco/CXGWD7M0OTY5jkInh/oQIDAQAB";

  private static final String KEY_2048 =
      "v=DKIM1; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2eISVGRr1njbT7LVYOp6LxNGl"
          + "ry1t65IVpFfvgIdGeF3hW3f3CXHsmVWGtb3nLFpelsTeXIVwHUE81xAHN6VeMiCoRcQffES5Z5/k68N+"
          + "UxsLuLq3uiZNXcKLew6SDB06oRSvBbvskjNes1z4TpgQnUFWCzb5STMUZxG65a4Mkk7mX9X3sRrvm97E"
          + "Z8U/LeLOz4IUmv7HbHph5CSyuf4fQrUN0GFr2HydC4/DbPqWdCmx4bq+7slE609dUL19ZMv9LYI7E6cp"
          + "VeX7RmciRTnH7jOVQ6RvIav2REzY5KksgL7eAeV/QYLqSAaFZqYKJjYiZj+6p47ef5u+Cd8GrCjWQIDA"
          + "QAB";

  /** The keys that several different signatures were made with, by their names' beginnings. */
  private static final Map<String, String> ZONE =
      Map.of(
          "t0768", KEY_768, "t1024a", KEY_1024, "t1024b", KEY_1024, "t1024c", KEY_1024, "t1024d",
          KEY_1024, "t2048a", KEY_2048, "t2048b", KEY_2048);

  /**
   * The samples whose key can't be had: the zone is long gone, no public copy of it was found, and
   * it doesn't follow from one signature alone.
   */
  private static final Map<String, String> KEYLESS =
      Map.of(
          "test-pass-13.msg", "t1280: one signature",
          "test-pass-14.msg", "t1536: one signature",
          "test-pass-18.msg", "t0640: one signature",
          "test-pass-19.msg", "t0512: the same signature in five samples",
          "test-pass-20.msg", "t0512: the same signature in five samples",
          "test-pass-21.msg", "t0512: the same signature in five samples",
          "test-pass-22.msg", "t0512: the same signature in five samples",
          "test-pass-23.msg", "t0512: the same signature in five samples");

  static Stream<Path> samples() {
    Path folder = Corpus.root().resolve("dkim");
    return Files.isDirectory(folder)
        ? Corpus.files(folder, ".msg").stream()
        : Stream.of(Path.of("absent"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void every_sample_gets_the_verdict_that_its_name_says(Path sample) throws IOException {
    Assumptions.assumeTrue(Files.exists(sample), "no ../shared/corpus/dkim");
    byte[] raw = Files.readAllBytes(sample);
    Proof proof = judge(raw);
    if (!sample.getFileName().toString().contains("pass")) {
      assertThat(proof.proven()).as(proof.toString()).isFalse();
      return;
    }
    boolean keyless = KEYLESS.containsKey(sample.getFileName().toString());
    assertThat(proof.proven()).as(proof.toString()).isEqualTo(!keyless);
    assertThat(proof.key().equals("dkim-no-key")).as(proof.toString()).isEqualTo(keyless);
  }

  private static List<String> key(String name) {
    return name.endsWith("._domainkey.sa-test.spamassassin.org")
        ? Stream.ofNullable(ZONE.get(name.substring(0, name.indexOf('.')))).toList()
        : List.of();
  }

  private static Proof judge(byte[] raw) {
    var check = new DkimCheck(DkimCorpusTest::key, OF_2009);
    ParseResult read = new MessageParser(ParseLimits.DEFAULT).parse(raw);
    List<MailAddress> from =
        read instanceof ParseResult.Parsed(var message) ? message.from() : List.of();
    return from.size() == 1
        ? check.check(
            RawSource.of(raw), from.getFirst().domain(), Instant.parse("2009-06-08T12:00:00Z"))
        : Proof.none("several-senders", "");
  }
}
