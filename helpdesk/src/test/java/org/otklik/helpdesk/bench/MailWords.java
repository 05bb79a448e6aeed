package org.otklik.helpdesk.bench;

import java.util.SplittableRandom;

/** What people write to support, in sentences put together by chance. */
final class MailWords {
  private static final String[] RUSSIAN = {
    "Добрый день!",
    "После обновления не открывается отчёт за прошлый месяц.",
    "Сервер отвечает с задержкой около минуты, пользователи жалуются.",
    "Ошибка повторяется каждый раз при сохранении документа.",
    "Просим проверить журнал и сообщить срок исправления.",
    "Резервная копия сделана вчера в 23:40, восстановление не пробовали.",
    "Принтер на складе печатает пустые листы.",
    "Скажите, пожалуйста, когда будет готова новая версия?",
    "Пароль сброшен, но войти по-прежнему не получается.",
    "Во вложении снимок экрана и последние строки журнала.",
    "С уважением, отдел сопровождения."
  };

  private static final String[] ENGLISH = {
    "Hello,",
    "since this morning the export stops at about ninety per cent.",
    "The log says that the connection was closed by the remote host.",
    "We restarted the service twice and it did not help.",
    "Could you please tell us whether this is a known problem?",
    "Only the users of the branch office are affected.",
    "> On Monday you wrote that the patch would be ready this week.",
    "The attached file shows the settings that we changed.",
    "Thank you and best regards"
  };

  private static final String[] SUBJECTS = {
    "Не открывается отчёт", "Ошибка при входе", "Вопрос о лицензии", "Сбой печати", "Отказ узла"
  };

  private static final String[] NAMES = {
    "Анна Петрова", "Иван Кузнецов", "Ольга Смирнова", "Пётр Орлов", "Мария Лебедева"
  };

  private MailWords() {}

  static String russian(SplittableRandom random, int length) {
    return sentences(random, RUSSIAN, length);
  }

  static String english(SplittableRandom random, int length) {
    return sentences(random, ENGLISH, length);
  }

  static String subject(SplittableRandom random) {
    return pick(random, SUBJECTS) + " " + random.nextInt(10_000);
  }

  static String name(SplittableRandom random) {
    return pick(random, NAMES);
  }

  /** One sentence a line, at least {@code length} characters. */
  private static String sentences(SplittableRandom random, String[] from, int length) {
    var text = new StringBuilder(length + 100);
    while (text.length() < length) {
      text.append(pick(random, from)).append("\r\n");
    }
    return text.toString();
  }

  private static String pick(SplittableRandom random, String[] from) {
    return from[random.nextInt(from.length)];
  }
}
