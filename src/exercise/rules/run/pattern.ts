// Patterns of scenarios, matched in one pass: whatever somebody writes, the time grows with the text and never beyond that.
// A pattern of JavaScript may take for ever, as `(a+)+$` does, and would hold up the exercise and the node with it.

/** What it understands: letters, `.`, `[…]`, `\d \w \s \b`, `( )`, `|`, `* + ? {n,m}`, `^` and `$`. */
export type Pattern = { ok: true; test(text: string): boolean } | { ok: false; why: string }

type Place = 'start' | 'end' | 'edge' | 'inside'
type Part =
  | { is: 'letter'; test(letter: string): boolean }
  | { is: 'place'; place: Place }
  | { is: 'row'; of: Part[] }
  | { is: 'choice'; of: Part[] }
  | { is: 'repeat'; of: Part; least: number; most: number }
type Step =
  | { do: 'letter'; test(letter: string): boolean }
  | { do: 'place'; place: Place }
  | { do: 'both'; one: number; other: number }
  | { do: 'found' }

const mostSource = 500
const mostDepth = 20
const mostRepeats = 100
/** Each letter of the text is held against so many steps at most. */
const mostSteps = 2_000

class NotUnderstood extends Error {}

export function readPattern(source: string, ignoresCase: boolean): Pattern {
  try {
    if (source.length > mostSource) throw new NotUnderstood(`it is longer than ${mostSource} characters`)
    const steps = stepsOf(parse(source, ignoresCase))
    return { ok: true, test: (text) => found(steps, text) }
  } catch (error) {
    if (error instanceof NotUnderstood) return { ok: false, why: error.message }
    throw error
  }
}

function parse(source: string, ignoresCase: boolean): Part {
  const letters = [...source]
  let at = 0

  function choice(depth: number): Part {
    if (depth > mostDepth) throw new NotUnderstood(`its groups are more than ${mostDepth} deep`)
    const of = [row(depth)]
    while (letters[at] === '|') {
      at += 1
      of.push(row(depth))
    }
    return of.length === 1 && of[0] ? of[0] : { is: 'choice', of }
  }

  function row(depth: number): Part {
    const of: Part[] = []
    while (at < letters.length && letters[at] !== '|' && letters[at] !== ')') of.push(repeated(one(depth)))
    return { is: 'row', of }
  }

  function one(depth: number): Part {
    const letter = letters[at++] ?? ''
    if (letter === '(') return group(depth)
    if (letter === '^' || letter === '$') return { is: 'place', place: letter === '^' ? 'start' : 'end' }
    if (letter === '[') return letterLike(classFrom())
    if (letter === '.') return { is: 'letter', test: (it) => it !== '\n' }
    if (letter === '\\') return escaped(letters[at++] ?? '')
    if ('*+?{}]'.includes(letter)) throw new NotUnderstood(`"${letter}" stands where nothing can be repeated or ended`)
    return literal(letter)
  }

  function group(depth: number): Part {
    if (letters[at] === '?') {
      if (letters[at + 1] !== ':') throw new NotUnderstood('it looks ahead or behind, or names a group')
      at += 2
    }
    const inner = choice(depth + 1)
    if (letters[at++] !== ')') throw new NotUnderstood('a group is not closed')
    return inner
  }

  function classFrom(): string {
    const from = at - 1
    for (; at < letters.length && letters[at] !== ']'; at++) if (letters[at] === '\\') at += 1
    if (letters[at++] !== ']') throw new NotUnderstood('a class of letters is not closed')
    return letters.slice(from, at).join('')
  }

  function escaped(letter: string): Part {
    if (letter === 'b' || letter === 'B') return { is: 'place', place: letter === 'b' ? 'edge' : 'inside' }
    if ('dDwWs'.includes(letter) || letter === 'S') return letterLike(`\\${letter}`)
    if (letter === 'n') return literal('\n')
    if (/^[a-zA-Z0-9]?$/.test(letter)) throw new NotUnderstood(`it uses "\\${letter}"`)
    return literal(letter)
  }

  function literal(letter: string): Part {
    const same = ignoresCase ? letter.toLowerCase() : letter
    return { is: 'letter', test: (it) => (ignoresCase ? it.toLowerCase() : it) === same }
  }

  /** One letter at a time: such an expression cannot take long. */
  function letterLike(written: string): Part {
    try {
      const expression = new RegExp(`^${written}$`, ignoresCase ? 'iu' : 'u')
      return { is: 'letter', test: (it) => expression.test(it) }
    } catch {
      throw new NotUnderstood(`${written} is no class of letters`)
    }
  }

  function repeated(of: Part): Part {
    const written = /^(?:[*+?]|\{(\d{1,3})(,(\d{0,3}))?\})/.exec(letters.slice(at, at + 10).join(''))
    if (!written) return of
    at += written[0].length
    const [all, from = '0', comma, to] = written
    const least = all === '+' ? 1 : Number(from)
    const most = all === '?' ? 1 : all.startsWith('{') && (!comma || to) ? Number(to || from) : Number.POSITIVE_INFINITY
    if (least > mostRepeats || (most !== Number.POSITIVE_INFINITY && (most > mostRepeats || most < least)))
      throw new NotUnderstood(`${all} repeats more often than ${mostRepeats} times, or never`)
    // `a+?` takes as little as it can: whether something is there is the same.
    if (letters[at] === '?') at += 1
    return { is: 'repeat', of, least, most }
  }

  const whole = choice(0)
  if (at < letters.length) throw new NotUnderstood('a group is closed that was not opened')
  return whole
}

function stepsOf(whole: Part): Step[] {
  const steps: Step[] = []
  const add = (step: Step) => {
    if (steps.push(step) > mostSteps) throw new NotUnderstood(`it has more than ${mostSteps} steps`)
    return steps.length - 1
  }
  /** A fork whose second way is known only when what lies between is written. */
  function fork(between: () => void): void {
    const at = add({ do: 'both', one: steps.length + 1, other: 0 })
    between()
    steps[at] = { do: 'both', one: at + 1, other: steps.length }
  }

  function write(part: Part): void {
    if (part.is === 'letter') add({ do: 'letter', test: part.test })
    else if (part.is === 'place') add({ do: 'place', place: part.place })
    else if (part.is === 'row') for (const one of part.of) write(one)
    else if (part.is === 'choice') choose(part.of)
    else repeat(part)
  }

  function choose([first, ...rest]: Part[]): void {
    if (!first) return
    if (rest.length === 0) {
      write(first)
      return
    }
    let over = 0
    fork(() => {
      write(first)
      over = add({ do: 'both', one: 0, other: 0 })
    })
    choose(rest)
    steps[over] = { do: 'both', one: steps.length, other: steps.length }
  }

  function repeat({ of, least, most }: Extract<Part, { is: 'repeat' }>): void {
    for (let turn = 0; turn < least; turn++) write(of)
    if (most === Number.POSITIVE_INFINITY) {
      const begins = steps.length
      fork(() => {
        write(of)
        add({ do: 'both', one: begins, other: begins })
      })
    } else for (let turn = least; turn < most; turn++) fork(() => write(of))
  }

  write(whole)
  add({ do: 'found' })
  return steps
}

/** All ways at once, letter by letter. */
function found(steps: readonly Step[], text: string): boolean {
  const letters = [...text]
  let now: number[] = []
  for (let at = 0; at <= letters.length; at++) {
    const ways = new Set<number>()
    const open = [0, ...now]
    while (open.length > 0) {
      const way = open.pop() ?? 0
      const step = steps[way]
      if (!step || ways.has(way)) continue
      ways.add(way)
      if (step.do === 'found') return true
      if (step.do === 'both') open.push(step.one, step.other)
      if (step.do === 'place' && stands(step.place, letters, at)) open.push(way + 1)
    }
    const letter = letters[at]
    if (letter === undefined) return false
    now = []
    for (const way of ways) {
      const step = steps[way]
      if (step?.do === 'letter' && step.test(letter)) now.push(way + 1)
    }
  }
  return false
}

const isWord = (letter: string | undefined) => letter !== undefined && /\w/.test(letter)

function stands(place: Place, letters: readonly string[], at: number): boolean {
  if (place === 'start') return at === 0
  if (place === 'end') return at === letters.length
  return (isWord(letters[at - 1]) !== isWord(letters[at])) === (place === 'edge')
}
