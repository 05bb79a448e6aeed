package org.otklik.intake.message;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The header fields of the mail answered, as Outlook and its like repeat them in the text. */
final class HeaderBlock {
  private static final int LONGEST_LABEL = 24;

  private static final Set<String> FROM =
      Set.copyOf(
          List.of(
              "from",
              "от",
              "от кого",
              "von",
              "de",
              "da",
              "van",
              "från",
              "fra",
              "od",
              "від",
              "expéditeur",
              "lähettäjä",
              "kimden",
              "gönderen",
              "feladó",
              "de la",
              "发件人",
              "寄件者",
              "差出人",
              "보낸 사람",
              "saatja"));

  private static final Set<String> OTHER =
      Set.copyOf(
          List.of(
              "sent",
              "date",
              "to",
              "subject",
              "cc",
              "reply-to",
              "importance",
              "отправлено",
              "дата",
              "кому",
              "тема",
              "копия",
              "отправлен",
              "gesendet",
              "datum",
              "an",
              "betreff",
              "envoyé",
              "à",
              "objet",
              "enviado",
              "para",
              "asunto",
              "inviato",
              "a",
              "oggetto",
              "verzonden",
              "aan",
              "onderwerp",
              "skickat",
              "till",
              "ämne",
              "sendt",
              "til",
              "emne",
              "wysłano",
              "do",
              "temat",
              "data",
              "assunto",
              "enviada",
              "надіслано",
              "кому",
              "тема",
              "fecha",
              "enviado el",
              "lähetetty",
              "päivämäärä",
              "vastaanottaja",
              "aihe",
              "odesláno",
              "komu",
              "předmět",
              "předmet",
              "gönderilme",
              "tarih",
              "kime",
              "konu",
              "küldve",
              "címzett",
              "tárgy",
              "trimis",
              "către",
              "subiect",
              "изпратено",
              "до",
              "относно",
              "发送时间",
              "收件人",
              "主题",
              "寄件日期",
              "收件者",
              "主旨",
              "送信日時",
              "宛先",
              "件名",
              "보낸 날짜",
              "받는 사람",
              "제목"));

  private HeaderBlock() {}

  /** Outlook's From, Sent, To, Subject. */
  static boolean begins(List<String> lines, int at) {
    if (!FROM.contains(label(lines.get(at)))) {
      return false;
    }
    int others = 0;
    for (int i = at + 1; i < Math.min(lines.size(), at + 7); i++) {
      others += OTHER.contains(label(lines.get(i))) ? 1 : 0;
    }
    return others >= 2;
  }

  private static String label(String line) {
    int end = Math.min(line.length(), LONGEST_LABEL + 1);
    int colon = line.indexOf(':', 0, end);
    if (colon < 0) {
      colon = line.indexOf('：', 0, end);
    }
    if (colon <= 0) {
      return "";
    }
    return low(line.substring(0, colon).replace("*", "").replace('\u00a0', ' ').strip());
  }

  private static String low(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
