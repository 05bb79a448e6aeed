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
import org.otklik.intake.message.MailAddress;
import org.otklik.intake.message.MessageParser;
import org.otklik.intake.message.ParseLimits;
import org.otklik.intake.message.ParseResult;
import org.otklik.intake.message.RawSource;

/**
 * SpamAssassin's collection of signed mail, where it lies beside the checkout; the file's name says
 * what is right. The samples are of 2009: short keys and SHA-1 count here.
 *
 * <p>Recorded is the key that several samples were signed with (it follows from their signatures).
 * Of a sample under another key everything but the signature's arithmetic is checked; without the
 * key nothing is proven, whatever its name says.
 */
class DkimCorpusTest {
  private static final Path SAMPLES =
      Path.of(System.getProperty("otklik.project", "."), "../shared/corpus/dkim").normalize();
  private static final DkimPolicy OF_2009 =
      new DkimPolicy(
          512,
          4096,
          true,
          true,
          DkimPolicy.STANDARD.clockSkew(),
          DkimPolicy.STANDARD.mostSignatures(),
          DkimPolicy.STANDARD.headerBytes());
  private static final Map<String, String> ZONE =
      Map.of(
          "t0768._domainkey.sa-test.spamassassin.org",
          "v=DKIM1; p=MHwwDQYJKoZIhvcNAQEBBQADawAwaAJhANdouk15zy1yCtDDKgMeLmPe6/nCB5n38+j6XWHQQhN8"
              + "FutU8nWLnOoj/DMtyhvJIQZNc0+thLKingyysqEse6TYxQrBMRyI8dC8iBpXqSPvwfChFgZ+tucS/wly"
              + "91p0rQIDAQAB");

  static Stream<Path> samples() throws IOException {
    if (!Files.isDirectory(SAMPLES)) {
      return Stream.of(Path.of("absent"));
    }
    try (var files = Files.list(SAMPLES)) {
      return files.filter(f -> f.toString().endsWith(".msg")).sorted().toList().stream();
    }
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
    boolean keyless = proof.key().equals("dkim-no-key") && !ZONE.containsKey(proof.detail());
    assertThat(proof.proven()).as(proof.toString()).isEqualTo(!keyless);
  }

  private static Proof judge(byte[] raw) {
    var check = new DkimCheck(name -> Stream.ofNullable(ZONE.get(name)).toList(), OF_2009);
    ParseResult read = new MessageParser(ParseLimits.DEFAULT).parse(raw);
    List<MailAddress> from =
        read instanceof ParseResult.Parsed(var message) ? message.from() : List.of();
    return from.size() == 1
        ? check.check(
            RawSource.of(raw), from.getFirst().domain(), Instant.parse("2009-06-08T12:00:00Z"))
        : Proof.none("several-senders", "");
  }
}
