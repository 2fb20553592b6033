// Lua that is sent to dnsdist and to Knot Resolver. Every value that comes from outside is spelled so that it can only be a string.

/** A string literal in which every byte but letters and digits is a number: nothing of it can end the string. */
export function luaString(text: string): string {
  const bytes = new TextEncoder().encode(text)
  let out = ''
  for (const byte of bytes) {
    const character = String.fromCharCode(byte)
    out += /[A-Za-z0-9]/.test(character) ? character : `\\${String(byte).padStart(3, '0')}`
  }
  return `'${out}'`
}

export function luaList(values: readonly string[]): string {
  return `{${values.map(luaString).join(',')}}`
}

/** One line, since consoles read line by line. */
export function oneLine(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join(' ')
}
