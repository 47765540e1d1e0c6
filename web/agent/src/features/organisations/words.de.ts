import type { en } from './words.en.ts';

export const de: Record<keyof typeof en, string> = {
  'organisations.title': 'Organisationen',
  'organisations.lead': 'Unternehmen, die Ident-Center, die für sie identifizieren, und wer sie betreut.',
  'organisations.name': 'Name',
  'organisations.kind': 'Art',
  'organisations.reseller': 'Betreut von',
  'organisations.reseller.none': 'Betreiber',
  'organisations.users': 'Konten',
  'organisations.created': 'Seit',
  'organisations.fingerprint': 'Fingerabdruck des Wurzelschlüssels',
  'organisations.fingerprint.hint':
    'Er muss derselbe sein, den das Unternehmen auf Papier hat. Mit einem anderen Wurzelschlüssel könnte niemand diesem Unternehmen trauen.',
  'organisations.none': 'Noch keine Organisationen',
  'organisations.none.hint': 'Legen Sie ein Unternehmen und ein Ident-Center an.',
  'organisations.new': 'Neue Organisation',
  'organisations.create': 'Anlegen',
  'organisations.rename': 'Umbenennen',
  'organisations.rename.title': '{name} umbenennen',
  'organisations.rename.save': 'Namen speichern',
  'organisations.root': 'Öffentlicher Teil des Wurzelschlüssels',
  'organisations.root.hint':
    'Die Datei root-public.json vom Unternehmen. Die geheime Schlüsseldatei bleibt dort.',
  'organisations.root.wrong': 'Das ist nicht der öffentliche Teil eines Wurzelschlüssels.',
  'organisations.root.secret':
    'Das ist die geheime Schlüsseldatei des Unternehmens. Löschen Sie Ihre Kopie und sagen Sie dem Unternehmen, dass sie aus der Hand gegeben wurde: Es braucht einen neuen Wurzelschlüssel.',
  'organisations.root.foreign':
    'Dieser Wurzelschlüssel wurde für eine andere Kennung gemacht. Das Unternehmen muss ihn für die Kennung dieser Organisation erzeugen.',
  'organisations.root.later':
    'Sie bekommen eine Kennung, mit der das Unternehmen seinen Wurzelschlüssel erzeugt. Danach sind Verträge möglich.',
  'organisations.root.title': 'Wurzelschlüssel von {name}',
  'organisations.root.lead':
    'Der Wurzelschlüssel bestimmt, wer für das Unternehmen spricht. Er wird einmal eingetragen und lässt sich nicht ersetzen.',
  'organisations.root.enter': 'Wurzelschlüssel eintragen',
  'organisations.root.there': 'Für dieses Unternehmen ist schon ein Wurzelschlüssel eingetragen.',
  'organisations.root.missing': 'Der Wurzelschlüssel fehlt noch',
  'organisations.root.missing.hint':
    'Das Unternehmen erzeugt ihn auf einem eigenen Rechner und gibt Ihnen root-public.json:',
};
