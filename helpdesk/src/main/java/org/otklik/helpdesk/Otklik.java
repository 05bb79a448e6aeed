package org.otklik.helpdesk;

/** The program's entry. */
public final class Otklik {
  private Otklik() {}

  public static void main(String[] args) {
    System.out.println("Otklik");
  }
}
