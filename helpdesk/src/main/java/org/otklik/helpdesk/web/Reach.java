package org.otklik.helpdesk.web;

/**
 * A number at which somebody can be called.
 *
 * @param number in E.164
 * @param whose key of the words for whose it is
 */
public record Reach(String number, String whose) {}
