// What makes a password acceptable (NIST SP 800-63B: length and a list of the commonest, no rules of composition).
export const leastCharacters = 12

export interface About {
  /** Words that anybody would try first: the address, the name, the organisation. */
  words: readonly string[]
}

/** Undefined when it will do; otherwise a sentence that says why not. `refused` holds folded passwords. */
export function weaknessOf(password: string, refused: ReadonlySet<string>, about: About): string | undefined {
  const folded = foldPassword(password)
  const characters = [...password.normalize('NFC')]
  if (characters.length < leastCharacters)
    return `It has ${characters.length} characters; at least ${leastCharacters} are needed.`
  if (new Set(characters).size < 5) return 'It repeats the same few characters.'
  if (isRun(folded)) return 'It is a row of keys or a row of numbers or letters.'
  if (refused.has(folded) || refused.has(foldPassword(password.replace(/[^\p{L}]+$/u, ''))))
    return 'It is one of the commonest passwords.'
  const word = about.words
    .map(foldPassword)
    .find((known) => known.length >= 4 && folded.includes(known) && folded.length - known.length < 6)
  if (word) return 'It is little more than a name or an address.'
  return undefined
}

/** What people think of as another password, and every guessing program as the same. */
export function foldPassword(password: string): string {
  return password.normalize('NFKC').toLowerCase().replace(/[@]/g, 'a').replace(/[0]/g, 'o').replace(/[$]/g, 's')
}

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  '1234567890',
  'o123456789',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik',
  '1q2w3e4r5t6y7u8i9o',
]

/** True for a row of the keyboard or the alphabet, from either end, also repeated. */
function isRun(folded: string): boolean {
  const half = folded.replace(/^(.{4,}?)\1+.{0,3}$/u, '$1')
  return rows.some((row) => {
    const twice = (row + row).replace(/0/g, 'o')
    const back = [...twice].reverse().join('')
    const wanted = folded.replace(/0/g, 'o')
    return (
      twice.includes(wanted) ||
      back.includes(wanted) ||
      (half.length < folded.length && (twice.includes(half) || back.includes(half)))
    )
  })
}

/** Passwords are hashed in this form, so that the same keys give the same password on every device. */
export function passwordToHash(password: string): string {
  return password.normalize('NFKC')
}
