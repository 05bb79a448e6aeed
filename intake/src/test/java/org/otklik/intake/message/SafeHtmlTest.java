package org.otklik.intake.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing in a mail runs, phones home or leaves its frame (CVE-2012-4751, CVE-2025-66376,
 * CVE-2025-66021, CVE-2026-34443, CVE-2026-22200).
 */
class SafeHtmlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>x1()</script>",
        "<img src=x onerror=x1()>",
        "<a href=\"javascript:x1()\">a</a>",
        "<a href=\" &#1; java\nscript:x1()\">a</a>",
        "<a href=\"data:text/html,x1\">a</a>",
        "<a href=\"vbscript:x1\">a</a>",
        "<style>@import 'http://x1.example'</style>",
        "<p style=\"background:url(http://x1.example)\">a</p>",
        "<p style=\"width:expression(x1())\">a</p>",
        "<noscript><p title=\"</noscript><img src=x onerror=x1()>\"></noscript>",
        "<noscript><style></noscript><img src=x onerror=x1()>",
        "<svg><style><img src=x onerror=x1()></style></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=x1()>",
        "<img src=\"http://x1.example/t.gif\">",
        "<img src=\"//x1.example/t.gif\">",
        "<img src=\"file:///etc/passwd\">",
        "<img src=\"php://filter/resource=x\">",
        "<img src=\"http://10.0.0.1/x\">",
        "<iframe src=\"http://x1.example\"></iframe>",
        "<link rel=stylesheet href=\"http://x1.example\">",
        "<meta http-equiv=refresh content=\"0;url=http://x1.example\">",
        "<base href=\"http://x1.example/\">",
        "<form action=\"http://x1.example\"><input name=password></form>",
        "<video poster=\"http://x1.example\"></video>",
        "<table background=\"http://x1.example\"><tr><td>a</td></tr></table>",
        "<object data=\"http://x1.example\"></object>",
      })
  void hostile_html_is_stripped(String html) {
    String safe = Mails.parse("Content-Type: text/html\n\nbefore " + html + " after").html();
    assertThat(safe).startsWith("before");
    for (Element element : Jsoup.parse(safe).body().getAllElements()) {
      assertThat(element.normalName()).isIn("body", "p", "a", "table", "tbody", "tr", "td");
      for (Attribute attribute : element.attributes()) {
        assertThat(attribute.getKey()).isIn("title", "href", "rel");
        assertThat(attribute.getKey().equals("href") && attribute.getValue().contains("x1"))
            .isFalse();
      }
    }
  }

  @Test
  void ordinary_html_keeps_its_look() {
    String html =
        "<p style=\"color:red\"><b>a</b> <a href=\"https://x.example/\">b</a></p>"
            + "<table border=\"1\"><tr><td colspan=\"2\">c</td></tr></table>";
    assertThat(SafeHtml.clean(html))
        .contains("<p style=\"color:red\"><b>a</b>")
        .contains("href=\"https://x.example/\" rel=\"noreferrer\"")
        .contains("<td colspan=\"2\">c</td>");
  }

  @Test
  void plain_text_beside_html_is_escaped() {
    assertThat(SafeHtml.ofText("<b> & \"x\"")).isEqualTo("<pre>&lt;b&gt; &amp; \"x\"</pre>");
  }
}
