/** What both ends hold a new password to. Small, so that a page has it at once; the judge of strength comes later. */
export const passwordRules = {
  /** Characters, as a person counts them. */
  least: 12,
  most: 256,
  /** Of zxcvbn, 0 to 4: 3 is safely unguessable where only a few tries are let through. */
  score: 3,
  /** None of the last so many. */
  remembered: 10,
} as const;

/** One form for one password, whatever keyboard it was typed on (RFC 8265, section 4.2: NFC). */
export const passwordForm = (password: string): string => password.normalize('NFC');

/** Of this house, which everybody who works here would think of. SECURITY.md has the same list. */
export const houseWords = [
  'visavis',
  'videoident',
  'identification',
  'identifizierung',
  'identcenter',
  'administrator',
  'operator',
  'reseller',
  'supervisor',
  'compliance',
  'customer',
  'kunde',
  'agent',
  'tenant',
  'mandant',
];
