// Words on the screen: the English text is its own key, so a later language is a catalogue and not a rewrite.
export type Words = Record<string, string | number>

let catalogue: Readonly<Record<string, string>> = {}

/** Installs a language: English text to translated text. What is missing stays English. */
export function speak(language: string, words: Readonly<Record<string, string>>): void {
  catalogue = words
  document.documentElement.lang = language
}

/** `say('Opened by {name}', { name })`. */
export function say(text: string, words?: Words): string {
  const spoken = catalogue[text] ?? text
  if (!words) return spoken
  return spoken.replace(/\{(\w+)\}/g, (whole, key: string) => String(words[key] ?? whole))
}

/** `sayCount(n, '{n} incident', '{n} incidents')`. */
export function sayCount(n: number, one: string, many: string, words?: Words): string {
  const form = new Intl.PluralRules('en').select(n) === 'one' ? one : many
  return say(form, { n: n.toLocaleString('en'), ...words })
}
