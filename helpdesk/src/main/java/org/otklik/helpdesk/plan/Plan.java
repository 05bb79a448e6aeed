package org.otklik.helpdesk.plan;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.otklik.helpdesk.calendar.Convention;
import org.otklik.helpdesk.calendar.Term;

/**
 * A revision of a plan. A ticket keeps the one that it was registered under.
 *
 * @param firstResponse the term of the first analysis, as {@link Term} reads it
 * @param noticeBefore how long before the due time a party must have told the other, likewise
 */
@MappedEntity("plan")
public record Plan(
    @Id long id,
    String name,
    int revision,
    String firstResponse,
    Convention convention,
    String noticeBefore) {

  public Term firstResponseTerm() {
    return Term.parse(firstResponse);
  }

  public Term noticeTerm() {
    return Term.parse(noticeBefore);
  }
}
