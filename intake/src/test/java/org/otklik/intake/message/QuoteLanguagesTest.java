package org.otklik.intake.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs put above a quotation, in the languages of their users. */
class QuoteLanguagesTest {
  private static final String NEW = "Всё работает, спасибо.\n\nIt works.";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "On Mon, 5 Feb 2024 at 10:15, Help <help@firm.example> wrote:",
        "пн, 5 февр. 2024 г. в 10:15, Поддержка <help@firm.example>:",
        "05.02.2024 10:15, Поддержка пишет:",
        "5 февраля 2024 г., 10:15, пользователь Поддержка <help@firm.example> написал:",
        "пн, 5 лют. 2024 р. о 10:15 Підтримка <help@firm.example> пише:",
        "пн, 5 лют 2024 г. у 10:15 Падтрымка <help@firm.example> напісаў:",
        "2024 ж. 5 ақп., дс 10:15, Қолдау <help@firm.example> жазды:",
        "На пн, 5.02.2024 г. в 10:15 Помощ <help@firm.example> написа:",
        "Am Mo., 5. Feb. 2024 um 10:15 Uhr schrieb Hilfe <help@firm.example>:",
        "Le lun. 5 févr. 2024 à 10:15, Aide <help@firm.example> a écrit :",
        "El lun, 5 feb 2024 a las 10:15, Ayuda (<help@firm.example>) escribió:",
        "Il giorno lun 5 feb 2024 alle ore 10:15 Aiuto <help@firm.example> ha scritto:",
        "Em seg., 5 de fev. de 2024 às 10:15, Ajuda <help@firm.example> escreveu:",
        "Op ma 5 feb 2024 om 10:15 schreef Hulp <help@firm.example>:",
        "pon., 5 lut 2024 o 10:15 Pomoc <help@firm.example> napisał(a):",
        "po 5. 2. 2024 v 10:15 odesílatel Pomoc <help@firm.example> napsal:",
        "po 5. 2. 2024 o 10:15 Pomoc <help@firm.example> napísal(a):",
        "Den mån 5 feb. 2024 kl 10:15 skrev Hjälp <help@firm.example>:",
        "man. 5. feb. 2024 kl. 10:15 skrev Hjelp <help@firm.example>:",
        "ma 5. helmik. 2024 klo 10.15 Apu <help@firm.example> kirjoitti:",
        "5 Şub 2024 Pzt, 10:15 tarihinde Yardım <help@firm.example> şunu yazdı:",
        "lun., 5 feb. 2024 la 10:15, Ajutor <help@firm.example> a scris:",
        "Segítség <help@firm.example> ezt írta (időpont: 2024. febr. 5., H, 10:15):",
        "Στις Δευ 5 Φεβ 2024 στις 10:15 π.μ., ο χρήστης Βοήθεια <help@firm.example> έγραψε:",
        "Help <help@firm.example> 于2024年2月5日周一 10:15写道：",
        "2024年2月5日(月) 10:15 Help <help@firm.example>:",
        "2024년 2월 5일 (월) 오전 10:15, Help <help@firm.example>님이 작성:",
        "\u202bבתאריך יום ב׳, 5 בפבר׳ 2024 ב-10:15 מאת \u202aHelp\u202c\u200f <\u202ahelp@firm.example\u202c\u200f>:\u202c",
        "Vào Th 2, 5 thg 2, 2024 vào lúc 10:15 Help <help@firm.example> đã viết:",
      })
  void an_attribution_is_folded_away(String attribution) {
    QuoteFolder.Folded folded = QuoteFolder.fold(NEW + "\n\n" + attribution + "\n\n> old\n", -1);
    assertThat(folded.newText()).isEqualTo(NEW);
    assertThat(folded.quoted()).isEqualTo(attribution + "\n\n> old");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "From: Help\nSent: Monday\nTo: Anna\nSubject: x",
        "От: Help\nОтправлено: понедельник\nКому: Анна\nТема: x",
        "Від: Help\nНадіслано: понеділок\nКому: Анна\nТема: x",
        "Von: Help\nGesendet: Montag\nAn: Anna\nBetreff: x",
        "De : Help\nEnvoyé : lundi\nÀ : Anna\nObjet : x",
        "De: Help\nEnviado el: lunes\nPara: Anna\nAsunto: x",
        "Da: Help\nInviato: lunedì\nA: Anna\nOggetto: x",
        "De: Help\nEnviada: segunda\nPara: Anna\nAssunto: x",
        "Van: Help\nVerzonden: maandag\nAan: Anna\nOnderwerp: x",
        "Od: Help\nWysłano: poniedziałek\nDo: Anna\nTemat: x",
        "Od: Help\nOdesláno: pondělí\nKomu: Anna\nPředmět: x",
        "Från: Help\nSkickat: måndag\nTill: Anna\nÄmne: x",
        "Fra: Help\nSendt: mandag\nTil: Anna\nEmne: x",
        "Lähettäjä: Help\nLähetetty: maanantai\nVastaanottaja: Anna\nAihe: x",
        "Kimden: Help\nGönderilme: Pazartesi\nKime: Anna\nKonu: x",
        "Feladó: Help\nKüldve: hétfő\nCímzett: Anna\nTárgy: x",
        "发件人： Help\n发送时间： 2月5日\n收件人： Anna\n主题： x",
        "差出人: Help\n送信日時: 2月5日\n宛先: Anna\n件名: x",
        "보낸 사람: Help\n보낸 날짜: 2월 5일\n받는 사람: Anna\n제목: x",
      })
  void a_header_block_is_folded_away(String block) {
    QuoteFolder.Folded folded = QuoteFolder.fold(NEW + "\n\n" + block + "\n\nold\n", -1);
    assertThat(folded.newText()).isEqualTo(NEW);
    assertThat(folded.quoted()).isEqualTo(block + "\n\nold");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- \nAnna",
        "Sent from my phone",
        "Отправлено из мобильной Почты",
        "Надіслано з телефону",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Enviado desde mi teléfono",
        "Inviato da iPhone",
        "Verzonden vanaf mijn telefoon",
        "Wysłane z iPhone'a",
        "Skickat från min telefon",
        "Odesláno z iPhonu",
        "Lähetetty puhelimesta",
      })
  void a_signature_is_folded_away(String signature) {
    QuoteFolder.Folded folded = QuoteFolder.fold(NEW + "\n\n" + signature + "\n", -1);
    assertThat(folded.newText()).isEqualTo(NEW);
    assertThat(folded.quoted()).isEqualTo(signature);
  }
}
