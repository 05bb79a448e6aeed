package org.otklik.helpdesk.plan;

/**
 * A revision of a plan. A ticket keeps the one that it was registered under.
 *
 * @param revision counts from 1; the highest is the plan that new tickets get
 */
public record Plan(long id, String name, int revision, PlanTerms terms) {}
