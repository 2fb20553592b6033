// Deadlines, conditions and plain values of the law as short phrases, so that two versions can be set side by side.
import type { Condition, Deadline, Fact } from '../../model/law.ts'
import { periodOf } from '../clocks/duration.ts'
import { inARow, plainWords, sayAnchor } from '../clocks/say-time.ts'
import { comparisonInWords } from './words.ts'

const most = 400

/** 'within 24 hours of awareness, without undue delay'. */
export function deadlineInWords(deadline: Deadline): string {
  switch (deadline.kind) {
    case 'within': {
      const words = `within ${periodOf(deadline.duration).words} of ${sayAnchor(deadline.from)}`
      const { also, strength, condition, unless } = deadline
      const limits = [also && plainWords(also), strength, condition, unless && `unless ${unless}`].filter(Boolean)
      return [words, ...limits].join(', ')
    }
    case 'earliest': {
      const words = `the earliest of: ${deadline.of.map(deadlineInWords).join('; ')}`
      const { exception } = deadline
      if (!exception) return words
      const late = `${sayAnchor(exception.anchor)} came later than ${periodOf(exception.laterThan).words} after ${sayAnchor(exception.from)}`
      return `${words}; but where ${late}: ${deadlineInWords(exception.deadline)}`
    }
    case 'promptly':
      return deadline.from ? `${deadline.wording}, from ${sayAnchor(deadline.from)}` : deadline.wording
    case 'on_request':
      return `on request of ${inARow(deadline.requestedBy.map(plainWords), 'or')}`
    case 'periodic':
      return `every ${periodOf(deadline.interval).words}`
    case 'after_period': {
      const words = `when this has passed: ${deadlineInWords(deadline.period)}`
      const within = deadline.thenWithin ? `${words}; then within ${periodOf(deadline.thenWithin).words}` : words
      return deadline.unless ? `${within}; unless ${sayAnchor(deadline.unless)} came before` : within
    }
    case 'none':
      return deadline.note ? `no deadline (${deadline.note})` : 'no deadline'
    case 'unclear':
      return `unclear: ${deadline.text}`
  }
}

/** 'a: more than 30 minutes and (b: yes or the rule c)'. */
export function conditionPhrase(condition: Condition, facts: ReadonlyMap<string, Fact>): string {
  if ('fact' in condition) return `${condition.fact}: ${comparisonInWords(condition, facts.get(condition.fact))}`
  if ('rule' in condition) return `the rule ${condition.rule}`
  if ('not' in condition) return `not ${inBrackets(condition.not, facts)}`
  if ('all' in condition) return condition.all.map((one) => inBrackets(one, facts)).join(' and ')
  if ('any' in condition) return condition.any.map((one) => inBrackets(one, facts)).join(' or ')
  const { n, of } = condition.atLeast
  return `at least ${n} of: ${of.map((one) => inBrackets(one, facts)).join('; ')}`
}

function inBrackets(condition: Condition, facts: ReadonlyMap<string, Fact>): string {
  const phrase = conditionPhrase(condition, facts)
  return 'fact' in condition || 'rule' in condition ? phrase : `(${phrase})`
}

/** Any other value of the files. What is long is cut: the whole of it stands in the file. */
export function valuePhrase(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return cut(value)
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return value.length ? cut(value.join(', ')) : 'none'
  return cut(JSON.stringify(value))
}

function cut(text: string): string {
  return text.length > most ? `${text.slice(0, most).trimEnd()}…` : text
}
