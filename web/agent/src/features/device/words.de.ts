import type { en } from './words.en.ts';

export const de: Record<keyof typeof en, string> = {
  'device.fingerprint.title': 'Dieses Gerät einrichten',
  'device.fingerprint.lead':
    'Geben Sie den Fingerabdruck von {tenant} ein, den Sie auf Papier bekommen haben. Er schützt jedes Gespräch davor, dass sich jemand dazwischenschaltet.',
  'device.fingerprint.label': 'Fingerabdruck von {tenant}',
  'device.fingerprint.hint':
    'Acht Gruppen mit je vier Zeichen. Großschreibung und Bindestriche spielen keine Rolle.',
  'device.fingerprint.malformed': 'Ein Fingerabdruck hat 32 Zeichen von 0 bis 9 und a bis f.',
  'device.fingerprint.submit': 'Weiter',
  'device.waiting.title': 'Dieses Gerät muss noch bestätigt werden',
  'device.waiting.lead':
    'Lesen Sie Ihrer Verwaltung den Fingerabdruck vor, am Telefon oder nebeneinander. Es geht von selbst weiter; diese Seite kann offen bleiben.',
  'device.waiting.fingerprint': 'Fingerabdruck dieses Geräts',
  'device.waiting.approved': 'Freigegeben; es fehlt noch das Zertifikat',
  'device.waiting.approved.lead':
    'Ihre Verwaltung hat dieses Gerät freigegeben. Nun muss noch ein Unternehmen, für das Sie arbeiten, es zertifizieren. Es geht von selbst weiter.',
  'device.waiting.troubled': 'Der Server ist nicht erreichbar. Es wird von selbst weiter versucht.',
  'device.root_differs': 'Halt: Das ist nicht der Schlüssel Ihrer Firma',
  'device.root_differs.hint':
    'Was der Server zeigt, passt nicht zum Fingerabdruck auf Ihrem Papier. Haben Sie sich vertippt, beginnen Sie neu. Schlägt es wieder fehl, machen Sie nicht weiter und sagen Sie sofort Ihrer Compliance-Stelle Bescheid.',
  'device.certificate_invalid': 'Das Zertifikat dieses Geräts gilt nicht',
  'device.certificate_invalid.hint':
    'Es ist nicht von Ihrer Firma für Sie und dieses Gerät unterschrieben. Sagen Sie Ihrer Compliance-Stelle Bescheid.',
  'device.certificate_expired': 'Das Zertifikat dieses Geräts ist abgelaufen',
  'device.certificate_expired.hint': 'Richten Sie das Gerät neu ein und lassen Sie es bestätigen.',
  'device.revoked': 'Dieses Gerät wurde gesperrt',
  'device.revoked.hint':
    'Ihre Firma lässt es nicht mehr zu. Richten Sie es nur neu ein, wenn man es Ihnen sagt.',
  'device.no_tenant': 'Ihre Organisation hat noch keinen Vertrag',
  'device.no_tenant.hint':
    'Sobald ein Unternehmen ihr einen erteilt, können Sie dieses Gerät einrichten. Fragen Sie Ihre Verwaltung.',
  'device.unknown_device': 'Der Server kennt dieses Gerät nicht',
  'device.unknown_device.hint': 'Richten Sie es neu ein und lassen Sie es bestätigen.',
  'device.storage': 'Dieser Browser bewahrt nichts auf',
  'device.storage.hint':
    'Die Konsole braucht Speicher für Schlüssel und Nachweise. Nehmen Sie ein normales Fenster (kein privates) und erlauben Sie das Speichern.',
  'device.offline': 'Der Server ist nicht erreichbar',
  'device.offline.hint': 'Prüfen Sie Ihr Netz und versuchen Sie es noch einmal.',
  'device.failed': 'Das hat nicht geklappt',
  'device.failed.hint': 'Versuchen Sie es noch einmal; hilft das nicht, sagen Sie Ihrer Verwaltung Bescheid.',
  'device.certificate.soon': 'Das Zertifikat dieses Geräts für {tenant} endet am {date}',
  'device.certificate.soon.hint':
    'Sagen Sie Ihrer Verwaltung Bescheid, damit es vorher erneuert wird: Sonst kommen danach keine Gespräche für {tenant} zu Ihnen.',
  'device.certificate.over': 'Das Zertifikat dieses Geräts für {tenant} ist am {date} abgelaufen',
  'device.certificate.over.hint':
    'Gespräche für {tenant} kommen nicht zu Ihnen. Sagen Sie Ihrer Verwaltung Bescheid; ist es erneuert, laden Sie diese Seite neu.',
  'device.start_over': 'Neu einrichten',
  'device.opening': 'Konsole wird geöffnet',
};
