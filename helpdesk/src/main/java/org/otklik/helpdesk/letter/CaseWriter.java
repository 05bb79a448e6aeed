package org.otklik.helpdesk.letter;

import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.call.CaseLife;
import org.otklik.helpdesk.outbox.Letters;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.outbox.OutgoingLetter.Purpose;
import org.otklik.helpdesk.store.Cases;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.words.Words;

/** Writes what acts on call cases change, with the letters that tell our own people of it. */
@Singleton
public class CaseWriter {
  private final Cases cases;
  private final People people;
  private final Rows.Clients clients;
  private final Rows.Outbox outbox;
  private final LetterTemplates templates;
  private final Letters letters;

  CaseWriter(
      Cases cases,
      People people,
      Rows.Clients clients,
      Rows.Outbox outbox,
      LetterTemplates templates,
      Letters letters) {
    this.cases = cases;
    this.people = people;
    this.clients = clients;
    this.outbox = outbox;
    this.templates = templates;
    this.letters = letters;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public void save(CaseLife.Changed changed, Instant now) {
    cases.save(changed);
    if (changed.told().isEmpty()) {
      return;
    }
    People.Present present = people.at(now);
    var all = new ArrayList<OutgoingLetter>();
    for (CaseLife.Told told : changed.told()) {
      readers(told, present).forEach(reader -> all.add(letter(told, reader, now)));
    }
    outbox.saveAll(all);
  }

  /** Who is both responsible and supervisor is told once. */
  private static Set<Operator> readers(CaseLife.Told told, People.Present present) {
    List<Operator> responsible = present.responsible(told.callCase().responsibleId());
    return switch (told.event()) {
      case WARNING -> new LinkedHashSet<>(responsible);
      case BREACH -> {
        var both = new LinkedHashSet<>(responsible);
        both.addAll(present.supervisors());
        yield both;
      }
      case ESCALATION -> new LinkedHashSet<>(present.supervisors());
    };
  }

  private OutgoingLetter letter(CaseLife.Told told, Operator reader, Instant now) {
    Words words = Words.in(reader.language());
    var zone = cases.terms(told.callCase().clientId()).calendar().zone();
    var values = new HashMap<String, Object>();
    values.put("reader", reader.name());
    values.put(
        "number",
        Optional.ofNullable(told.callCase().caller()).orElseGet(() -> words.say("call.withheld")));
    values.put("text", told.callCase().contact());
    values.put(
        "client",
        Optional.ofNullable(told.callCase().clientId())
            .flatMap(clients::findById)
            .map(client -> client.name())
            .orElse(""));
    told.deadline().due().ifPresent(due -> values.put("due", words.dateTime(due, zone)));
    values.put("zone", zone.getId());
    values.put("signature", letters.signature());
    boolean warning = told.event() == CaseLife.Event.WARNING;
    return letters.letter(
        warning ? Purpose.ALERT : Purpose.BREACH,
        reader.email(),
        templates.words(warning ? "call-back-due" : "call-back-missed", reader.language(), values),
        Letters.Threading.NEW,
        new Letters.About(null, null),
        now);
  }
}
