package org.otklik.helpdesk.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.hotline.PbxReport;
import org.otklik.helpdesk.hotline.Switchroom;
import org.otklik.helpdesk.mail.MailLists;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.mailbox.MailboxReport;
import org.otklik.helpdesk.mailbox.Mailroom;
import org.otklik.helpdesk.words.Words;

/** Makes what surrounds pages, in the reader's language. */
@Singleton
class Chromes {
  private final MailLists mail;
  private final Mailroom mailroom;
  private final Switchroom switchroom;
  private final MailSettings settings;
  private final InstantSource clock;

  Chromes(
      MailLists mail,
      Mailroom mailroom,
      Switchroom switchroom,
      MailSettings settings,
      InstantSource clock) {
    this.mail = mail;
    this.mailroom = mailroom;
    this.switchroom = switchroom;
    this.settings = settings;
    this.clock = clock;
  }

  /** Of a page for the operator who asks; it reads the database. */
  Chrome of(HttpRequest<?> request, CurrentOperator operator, String section, String titleKey) {
    Words words = Words.in(operator.language());
    List<PbxReport> pbxes = switchroom.report();
    return new Chrome(
        words,
        times(words),
        Optional.of(operator),
        section,
        words.say(titleKey),
        request.getUri().toString(),
        mail.held(),
        mailroom.report().stream().anyMatch(MailboxReport::failing)
            || pbxes.stream().anyMatch(PbxReport::failing),
        !pbxes.isEmpty());
  }

  /** Of a page for anybody, whose language the browser tells. */
  Chrome plain(HttpRequest<?> request, String titleKey) {
    Words words = Words.in(language(request));
    return new Chrome(
        words, times(words), Optional.empty(), "", words.say(titleKey), "/", 0, false, false);
  }

  Times times(Words words) {
    return new Times(words, settings.zone(), clock.instant());
  }

  static Language language(HttpRequest<?> request) {
    return request
        .getUserPrincipal(Authentication.class)
        .map(authentication -> CurrentOperator.of(authentication).language())
        .or(() -> request.getParameters().getFirst("lang").map(Language::of))
        .or(() -> request.getLocale().map(Locale::toLanguageTag).map(Language::of))
        .orElse(Language.EN);
  }
}
