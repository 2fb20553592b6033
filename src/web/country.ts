// Names of countries that the product's own list does not have: the list holds Europe, attacks come from everywhere.
const names =
  typeof Intl.DisplayNames === 'function'
    ? new Intl.DisplayNames('en', { type: 'region', fallback: 'code' })
    : undefined

/** 'VN' becomes Vietnam; what is no code of a country stays as it is. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (names?.of(code) ?? code) : code
}
