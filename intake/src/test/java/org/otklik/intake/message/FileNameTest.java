package org.otklik.intake.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {

  private static String nameOf(String header) {
    return Mails.parse("Content-Type: application/pdf\n" + header + "\n\nx")
        .attachments()
        .getFirst()
        .name();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "filename=\"a b.pdf\" | a b.pdf",
        "filename=a b.pdf | a b.pdf",
        "filename*=utf-8''%D0%90%D0%BA%D1%82.pdf | Акт.pdf",
        "filename*=koi8-r'ru'%E1%CB%D4.pdf | Акт.pdf",
        "filename*0=\"long \"; filename*1=\"name.pdf\" | long name.pdf",
        "filename*1*=%BA%D1%82.pdf; filename*0*=utf-8''%D0%90%D0 | Акт.pdf",
        "filename=\"=?utf-8?B?0JDQutGCLnBkZg==?=\" | Акт.pdf",
        "filename=\"fallback.pdf\"; filename*=utf-8''%D0%90.pdf | А.pdf",
        "filename=\"Акт.pdf\" | Акт.pdf",
        "filename=\"../../etc/passwd\" | passwd",
        "filename=\"C:\\TEMP\\scan.pdf\" | scan.pdf",
        "filename=\"..\" | attachment-1.pdf",
        "filename=\"\" | attachment-1.pdf",
        "filename=\"a\u202Efdp.exe\" | afdp.exe",
        "filename*=utf-8''a%0D%0Ab%00c.pdf | a b c.pdf",
      })
  void a_file_name_is_read_and_made_harmless(String parameter, String name) {
    assertThat(nameOf("Content-Disposition: attachment; " + parameter)).isEqualTo(name);
  }

  @Test
  void the_name_of_the_type_serves_when_the_disposition_has_none() {
    String mail =
        "Content-Type: application/pdf; name=\"a.pdf\"\nContent-Disposition: attachment\n\nx";
    assertThat(Mails.parse(mail).attachments().getFirst().name()).isEqualTo("a.pdf");
  }

  @Test
  void a_raw_8_bit_name_is_read() {
    byte[] mail =
        "Content-Type: application/pdf; name=\"Счёт на оплату.pdf\"\r\n\r\nx"
            .getBytes(Charset.forName("windows-1251"));
    assertThat(Mails.parse(mail).attachments().getFirst().name()).isEqualTo("Счёт на оплату.pdf");
  }

  @Test
  void a_very_long_name_keeps_its_ending() {
    String name =
        nameOf("Content-Disposition: attachment; filename=\"" + "x".repeat(500) + ".pdf\"");
    assertThat(name).hasSize(200).endsWith("x.pdf");
  }
}
