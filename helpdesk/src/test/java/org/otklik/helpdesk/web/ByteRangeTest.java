package org.otklik.helpdesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110, section 14.1.2. */
class ByteRangeTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-, 0, 9",
    "bytes=3-5, 3, 5",
    "bytes=3-99, 3, 9",
    "bytes=-4, 6, 9",
    "bytes=-99, 0, 9",
  })
  void a_part_is_what_was_asked_for_and_is_there(String header, long first, long last) {
    assertThat(ByteRange.of(header, 10)).contains(new ByteRange(first, last));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bytes=-", "bytes=5-3", "bytes=0-1,3-4", "lines=1-2", "bytes=x-"})
  void what_is_no_part_means_the_whole(String header) {
    assertThat(ByteRange.of(header, 10)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=99-100", "bytes=-0"})
  void a_part_beyond_the_end_is_empty(String header) {
    assertThat(ByteRange.of(header, 10).orElseThrow().isEmpty()).isTrue();
  }

  @Test
  void no_more_is_read_than_the_part_has() throws IOException {
    var bytes = new ByteArrayInputStream("3456789".getBytes(StandardCharsets.US_ASCII));
    assertThat(new ByteRange(3, 5).of(bytes).readAllBytes()).asString().isEqualTo("345");
  }
}
