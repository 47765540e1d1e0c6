import type { en } from './words.en.ts';

export const de: Record<keyof typeof en, string> = {
  'contracts.title': 'Verträge',
  'contracts.none': 'Noch keine Verträge',
  'contracts.none.hint': 'Der Betreiber dieser Installation richtet sie mit Ihnen ein.',
  'contracts.live': 'Aktiv',
  'contracts.draft': 'Entwurf',
  'contracts.terms': 'Bedingungen',
  'contracts.purpose': 'Zweck',
  'contracts.ruleset': 'Regelwerk, Version',
  'contracts.live_since': 'Aktiv seit',
  'contracts.live_since.not': 'Noch nicht aktiv',
  'contracts.days': '{days, plural, one {# Tag} other {# Tage}}',
  'contracts.acknowledge': 'Nach Bestätigung',
  'contracts.acknowledge.yes': 'Sofort gelöscht',
  'contracts.acknowledge.no': 'Bis zur Frist aufbewahrt',
  'contracts.passkeys': 'Anmeldung der Identifizierenden',
  'contracts.passkeys.yes': 'Passwort und Passkey',
  'contracts.passkeys.no': 'Passwort und Code oder Passkey',
  'contracts.passkeys.change': 'Passkeys verlangen',
  'contracts.passkeys.title': 'Passkeys: {name}',
  'contracts.passkeys.hint':
    'Gespräche gehen dann ab dem nächsten nur noch an Personen, die sich mit einem Passkey angemeldet haben. Wer keinen benutzt hat, erfährt es. Hat niemand einen, warten Ihre Kundinnen und Kunden.',
  'contracts.passkeys.demand': 'Passkeys verlangen',
  'contracts.passkeys.stop': 'Nicht mehr verlangen',
  'contracts.retention': 'Aufbewahrungsfrist',
  'contracts.retention.change': 'Aufbewahrungsfrist ändern',
  'contracts.retention.title': 'Aufbewahrungsfrist: {name}',
  'contracts.retention.days': 'Tage nach dem Ende einer Identifizierung',
  'contracts.retention.days.hint': 'Jetzt {days, plural, one {# Tag} other {# Tage}}; 1 bis 3650.',
  'contracts.retention.days.wrong': 'Eine ganze Zahl von 1 bis 3650.',
  'contracts.retention.preview': 'Auswirkung zeigen',
  'contracts.retention.confirm': 'Auf {days, plural, one {# Tag} other {# Tage}} ändern',
  'contracts.retention.at_once':
    '{count, plural, one {# Identifizierung wird} other {# Identifizierungen werden}} sofort gelöscht',
  'contracts.retention.at_once.hint':
    'Das lässt sich nicht rückgängig machen. Insgesamt {count, plural, one {wird # Identifizierung} other {werden # Identifizierungen}} früher fällig. Was gesperrt ist, bleibt.',
  'contracts.retention.moved':
    '{count, plural, one {# Identifizierung wird} other {# Identifizierungen werden}} früher fällig',
  'contracts.retention.moved.hint': 'Keine davon ist schon heute fällig.',
  'contracts.retention.nothing': 'An Vorhandenem ändert sich nichts',
  'contracts.retention.nothing.longer':
    'Die längere Frist gilt für Identifizierungen, die ab jetzt abgeschlossen werden.',
  'contracts.retention.nothing.shorter':
    'Keine abgeschlossene Identifizierung würde früher fällig. Die Frist gilt ab jetzt.',
  'contracts.retention.rule':
    'Eine kürzere Frist gilt auch für Vorhandenes, eine längere nur für das, was danach kommt.',
  'contracts.list': 'Empfängerliste: wer Nachweise öffnen kann',
  'contracts.list.none': 'Es gibt keine. Ohne sie kann nichts aufgezeichnet werden.',
  'contracts.list.version': 'Version',
  'contracts.list.expires': 'Gültig bis',
  'contracts.list.expired': 'abgelaufen',
  'contracts.list.soon': 'läuft bald ab',
  'contracts.list.recipient': 'Empfänger {number}',
  'contracts.list.threshold': 'Öffnet mit',
  'contracts.list.threshold.value':
    '{threshold, plural, one {einem von {count}} other {# von {count} gemeinsam}}',
  'contracts.list.hybrid': 'ML-KEM-1024',
  'contracts.list.signature': 'Signatur',
  'contracts.list.signature.verified': 'Von Ihrem Stammschlüssel',
  'contracts.list.signature.unchecked': 'Hier nicht geprüft',
  'contracts.list.signature.forged': 'Nicht von Ihrem Stammschlüssel',
  'contracts.list.signature.unchecked.hint':
    'Geprüft wird sie, sobald Sie den Fingerabdruck Ihres Stammschlüssels in diesem Browser eingegeben haben, zum Beispiel beim Öffnen von Nachweisen.',
  'contracts.list.signature.forged.hint':
    'Arbeiten Sie nicht unter diesem Vertrag. Vielleicht hat jemand die Liste ausgetauscht; sagen Sie es dem Betreiber und der Person, die Ihren Stammschlüssel verwahrt.',
  'contracts.draft.title': 'Nicht aktiv: Unter diesem Vertrag lässt sich nichts beauftragen',
  'contracts.draft.hint':
    'Zeigen Sie, dass Ihre Schlüsseldatei öffnet, was für diesen Vertrag versiegelt ist. Nachweise, die niemand öffnen kann, nützen niemandem.',
  'contracts.draft.no_list':
    'Es fehlt die Empfängerliste. Wer Ihren Stammschlüssel verwahrt, signiert sie; dann lässt sie sich hier prüfen.',
  'contracts.test.start': 'Mit Schlüsseldatei prüfen',
  'contracts.test.title': 'Schlüsseldatei prüfen: {name}',
  'contracts.test.lead':
    'Der Server hat eine Zufallszahl für die Empfänger dieses Vertrags versiegelt. Diese Seite öffnet sie mit Ihrer Schlüsseldatei; nur die Zahl geht zurück.',
  'contracts.test.file': 'Schlüsseldatei für Nachweise',
  'contracts.test.file.hint': 'Sie wird in diesem Browser gelesen und nie hochgeladen.',
  'contracts.test.opening': 'Das Testobjekt wird geöffnet',
  'contracts.test.live': 'Der Vertrag ist aktiv',
  'contracts.test.live.hint':
    'Ihre Schlüsseldatei öffnet, was für ihn versiegelt ist. Jetzt lässt sich beauftragen.',
  'contracts.test.close': 'Fertig',
  'contracts.test.missing':
    '{missing, plural, one {Es fehlt noch eine Schlüsseldatei} other {Es fehlen noch # Schlüsseldateien}}: Die Nachweise dieses Vertrags öffnen mehrere Personen gemeinsam.',
  'contracts.test.failed': 'Der Vertrag bleibt ein Entwurf',
  'contracts.test.failed.bad_key_file':
    'Das ist keine Schlüsseldatei für Nachweise. Die Datei des Stammschlüssels ist eine andere: In der richtigen steht „visavis-evidence-key“.',
  'contracts.test.failed.key_of_other_tenant': 'Das ist die Schlüsseldatei eines anderen Unternehmens.',
  'contracts.test.failed.key_not_recipient':
    'Dieser Schlüssel steht nicht auf der Empfängerliste. Nehmen Sie die Datei, mit der die Liste gemacht wurde.',
  'contracts.test.failed.does_not_open':
    'Das Testobjekt lässt sich mit diesem Schlüssel nicht öffnen. Versuchen Sie es noch einmal; bleibt es dabei, nennt die Empfängerliste einen falschen Schlüssel.',
  'contracts.test.failed.failed':
    'Der Server war nicht erreichbar oder hat abgelehnt. Versuchen Sie es gleich noch einmal.',
};
