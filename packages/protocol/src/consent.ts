import type { Language, Localized } from './primitives.ts';

/**
 * The text a customer agrees to before waiting. Its version and language are part of the call's context,
 * so both ends prove to have shown the same words. Published versions never change.
 */
export const consentVersion = 1;

const texts: Record<number, Localized> = {
  1: {
    en: 'I agree that {tenant} verifies my identity in a video call for this purpose: {purpose}. The call is recorded. The recording, pictures of me and of my identity document are encrypted so that only {tenant} can open them, and are deleted when the agreed retention period is over. I can withdraw my consent at any time by ending the call.',
    de: 'Ich bin einverstanden, dass {tenant} meine Identität in einem Videogespräch zu diesem Zweck prüft: {purpose}. Das Gespräch wird aufgezeichnet. Die Aufzeichnung sowie Bilder von mir und meinem Ausweis werden so verschlüsselt, dass nur {tenant} sie öffnen kann, und nach Ablauf der vereinbarten Aufbewahrungsfrist gelöscht. Ich kann meine Einwilligung jederzeit widerrufen, indem ich das Gespräch beende.',
  },
};

/** @throws for a version that was never published. */
export function consentText(version: number, language: Language, tenant: string, purpose: string): string {
  const text = texts[version];
  if (!text) throw new Error(`unknown consent version ${version}`);
  return text[language].replaceAll('{tenant}', tenant).replaceAll('{purpose}', purpose);
}
