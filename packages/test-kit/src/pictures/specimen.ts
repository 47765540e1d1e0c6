/**
 * The specimen of ICAO Doc 9303 part 5 (TD1): a state that does not exist, and a holder who does not either. The card that
 * the customer's film shows says the same.
 */
export const specimen = {
  issuingState: 'UTO',
  documentNumber: 'D23145890',
  surname: 'ERIKSSON',
  givenNames: 'ANNA MARIA',
  sex: 'F',
  nationality: 'UTO',
  birthDate: '1974-08-12',
  expiryDate: '2012-04-15',
  mrz: ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'],
} as const;
