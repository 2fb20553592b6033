// Statements of BIND's configuration: words and blocks in braces, ended by semicolons. One pass, no calls within calls.
import { configurationLimits as limits } from '../../model/resolver-configuration.ts'

export interface Statement {
  line: number
  words: string[]
  /** What stands in its braces; null: it has none. */
  block: Statement[] | null
}

const mostDepth = 20
const mostStatements = 50_000

export interface Statements {
  statements: Statement[]
  /** Where and why reading ended early; null: it was read to the end. */
  broken: { line: number; why: string } | null
}

/** Comments of three kinds: //, # and slash-star. Strings may hold anything but their own quote. */
const token = /"((?:[^"\\]|\\.){0,4000})"|\/\*|\/\/[^\n]*|#[^\n]*|[{};]|[^\s{};"#/]+|\/|\n/gy

export function readStatements(text: string): Statements {
  const top: Statement[] = []
  const stack: Statement[][] = [top]
  let words: string[] = []
  let line = 1
  let from = 1
  let count = 0
  let pending: Statement | null = null
  const scan = new RegExp(token)
  const broken = (why: string): Statements => ({ statements: top, broken: { line, why } })
  const gap = /[^\S\n]+/y
  for (let at = 0; at < text.length; ) {
    gap.lastIndex = at
    if (gap.test(text)) {
      at = gap.lastIndex
      continue
    }
    scan.lastIndex = at
    const found = scan.exec(text)
    if (!found) return broken('A string or a comment is never closed, or too long.')
    const [sign, quoted] = found
    const end = sign === '/*' ? text.indexOf('*/', scan.lastIndex) + 2 : scan.lastIndex
    if (end < at + 2 && sign === '/*') return broken('A comment is never closed.')
    const whole = text.slice(at, end)
    at = end
    if (whole === '{') {
      if (stack.length > mostDepth) return broken(`Blocks lie more than ${mostDepth} deep.`)
      pending = { line: from, words, block: [] }
      stack.at(-1)?.push(pending)
      stack.push(pending.block ?? [])
      words = []
      from = line
    } else if (whole === '}') {
      if (stack.length === 1) return broken('A brace is closed that was never opened.')
      if (words.length > 0) stack.at(-1)?.push({ line: from, words, block: null })
      words = []
      stack.pop()
    } else if (whole === ';') {
      if (words.length > 0) stack.at(-1)?.push({ line: from, words, block: null })
      words = []
    } else if (!/^(\/\*|\/\/|#|\n)/.test(whole)) {
      if (words.length === 0) from = line
      if (words.length < 60) words.push((quoted ?? whole).slice(0, 1000))
    }
    line += whole.split('\n').length - 1
    count += 1
    if (count > mostStatements || line > limits.lines) return broken('The file is longer than is read.')
  }
  return { statements: top, broken: stack.length > 1 ? { line, why: 'A brace is never closed.' } : null }
}
