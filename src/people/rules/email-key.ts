// E-mail addresses as keys: one account per address, however it is typed.

/** Case and compatibility forms of Unicode do not make another account, nor another lock-out. */
export function emailKey(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase().normalize('NFKC')
}

/**
 * True when two addresses are the same but for case. Narrower than the key: letters that only look alike must not let
 * an identity provider vouch for somebody else's account.
 */
export function sameAddress(a: string, b: string): boolean {
  return a.trim().normalize('NFC').toLowerCase() === b.trim().normalize('NFC').toLowerCase()
}

export function domainOf(email: string): string {
  return email
    .slice(email.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase()
}
