package org.otklik.helpdesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a spreadsheet gets. */
class ReportTableTest {
  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
  void no_spreadsheet_calculates_a_name(String name) {
    assertThat(ReportTable.field(name).replaceAll("^\"", "")).startsWith("'");
  }

  @Test
  void quotes_and_separators_stay_within_their_field() {
    assertThat(ReportTable.field("Smith; \"Olga\"")).isEqualTo("\"Smith; \"\"Olga\"\"\"");
    assertThat(ReportTable.field("Ольга")).isEqualTo("Ольга");
  }
}
