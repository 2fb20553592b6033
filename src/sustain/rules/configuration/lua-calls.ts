// Calls in a Lua configuration (knot-resolver 5, dnsdist), as far as they can be told without running it: name, text of the arguments, line.
import { configurationLimits as limits } from '../../model/resolver-configuration.ts'

export interface LuaCall {
  line: number
  name: string
  /** The text between its brackets, comments taken out, strings as they stand. */
  text: string
  /** It stands in a block (if, for, function): whether it is carried out is not known. */
  inBlock: boolean
}

export interface LuaRead {
  calls: LuaCall[]
  /** Words that make a file a program: what they decide is not told here. */
  programmed: { line: number; text: string }[]
  broken: { line: number; why: string } | null
}

const mostCalls = 2000
const mostArgument = 20_000

interface Masked {
  /** Comments taken out, lines kept. */
  plain: string
  /** The same length; what stands within strings is blank as well, so that brackets and words are those of the program. */
  code: string
}

/** One pass. A string that does not end on its line takes the rest of the line with it; a long comment that never ends, the rest of the file. */
function mask(text: string): Masked {
  let plain = ''
  let code = ''
  let from = 0
  const sign = /--(?:\[(={0,9})\[)?|["']/g
  for (let found = sign.exec(text); found; found = sign.exec(text)) {
    const at = found.index
    const quote = found[0] === '"' || found[0] === "'" ? found[0] : null
    const end = quote ? endOfString(text, at, quote) : endOfComment(text, sign.lastIndex, found[1])
    const part = text.slice(at, end)
    plain += text.slice(from, at) + (quote ? part : blank(part))
    code +=
      text.slice(from, at) + (quote ? quote + blank(part.slice(1, -1)) + (part.length > 1 ? quote : '') : blank(part))
    sign.lastIndex = from = end
  }
  return { plain: plain + text.slice(from), code: code + text.slice(from) }
}

const blank = (text: string) => text.replace(/[^\n]/g, ' ')

function endOfString(text: string, from: number, quote: string): number {
  for (let at = from + 1; at < text.length; at++) {
    const sign = text[at]
    if (sign === '\\') at += 1
    else if (sign === quote) return at + 1
    else if (sign === '\n') return at
  }
  return text.length
}

function endOfComment(text: string, from: number, level: string | undefined): number {
  const close = level === undefined ? '\n' : `]${level}]`
  const at = text.indexOf(close, from)
  if (at < 0) return text.length
  return level === undefined ? at : at + close.length
}

export function readLua(given: string): LuaRead {
  const { plain, code } = mask(given)
  const read: LuaRead = { calls: [], programmed: [], broken: null }
  const word =
    /\n|(?<![\w.:])(?:(if|for|while|repeat|function|do|end|until)\b|([A-Za-z_][\w.:]{0,80})[ \t]{0,20}(?=[({"']))/g
  let line = 1
  let depth = 0
  for (let found = word.exec(code); found; found = word.exec(code)) {
    const [whole, keyword, name] = found
    if (whole === '\n') line += 1
    if (line > limits.lines) return { ...read, broken: { line, why: 'The file is longer than is read.' } }
    if (keyword) {
      // `do` belongs to `for` and `while`, which were counted.
      const opens = /^(if|for|while|repeat|function)$/.test(keyword)
      if (opens && read.programmed.length < limits.shown)
        read.programmed.push({ line, text: lineAt(plain, found.index) })
      if (opens) depth += 1
      if (/^(end|until)$/.test(keyword)) depth = Math.max(0, depth - 1)
    }
    if (!name) continue
    const open = found.index + whole.length
    const end = closing(code, open)
    if (end < 0)
      return { ...read, broken: { line, why: `The brackets of ${name} are never closed, or hold too much.` } }
    if (read.calls.length >= mostCalls) return { ...read, broken: { line, why: `More than ${mostCalls} calls.` } }
    const inner = plain.slice(open, end)
    read.calls.push({ line, name, text: /^[({]/.test(inner) ? inner.slice(1, -1) : inner, inBlock: depth > 0 })
    line += inner.split('\n').length - 1
    word.lastIndex = end
  }
  return read
}

/** Behind the bracket or the string that begins at `from`; -1: it does not end. */
function closing(code: string, from: number): number {
  const first = code[from]
  if (first === '"' || first === "'") {
    const end = code.indexOf(first, from + 1)
    return end < 0 || end - from > mostArgument ? -1 : end + 1
  }
  const part = /[(){}[\]]/g
  part.lastIndex = from
  let depth = 0
  for (let found = part.exec(code); found; found = part.exec(code)) {
    if (found.index - from > mostArgument) return -1
    depth += /[({[]/.test(found[0]) ? 1 : -1
    if (depth === 0) return part.lastIndex
    if (depth < 0) return -1
  }
  return -1
}

function lineAt(text: string, at: number): string {
  const end = text.indexOf('\n', at)
  return text.slice(text.lastIndexOf('\n', at) + 1, end < 0 ? undefined : end).slice(0, 300)
}

/** The strings in an argument, in their order. */
export function stringsIn(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\\n]|\\.){0,120})"|'((?:[^'\\\n]|\\.){0,120})'/g)]
    .slice(0, 500)
    .map(([, one, other]) => one ?? other ?? '')
}

/** `name = value` within a table: the value as it stands, without quotes. */
export function fieldIn(text: string, name: string): string | undefined {
  const found = new RegExp(
    `(?:^|[\\s,{(])${name}\\s*=\\s*(?:"([^"\\n]{0,300})"|'([^'\\n]{0,300})'|([\\w.]{1,100}))`,
  ).exec(text)
  return found ? (found[1] ?? found[2] ?? found[3]) : undefined
}
