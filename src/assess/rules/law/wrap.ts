// Long lines broken between words, each indented alike.
const columns = 100

/** Spaces at the beginning of the text are part of its indent. */
export function wrapped(text: string, indent = ''): string[] {
  const own = /^ */.exec(text)?.[0] ?? ''
  const lines: string[] = []
  let line = ''
  for (const word of text.trim().split(/\s+/)) {
    if (line !== '' && indent.length + own.length + line.length + 1 + word.length > columns) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  lines.push(line)
  return lines.map((one, at) => `${indent}${own}${at === 0 ? '' : '  '}${one}`)
}
