// A rule explained as a page of text, for the terminal and for paper.
import type { RuleExplained } from './explain.ts'
import { wrapped } from './wrap.ts'

export function explanationInWords({ rule, concerns, words, facts, names, namedBy, decides }: RuleExplained): string {
  const lines = [
    `${rule.id}  ${rule.label}`,
    `${rule.article}${rule.verified ? '' : `  (NOT VERIFIED${rule.evidence ? `: ${rule.evidence}` : ''})`}`,
    '',
    ...wrapped(`Concerns: ${concerns.join('; ')}`),
    ...wrapped(`Asked of: ${scopes[rule.scope]}`),
    '',
    'Met where',
    ...words.flatMap((line) => wrapped(line, '  ')),
  ]
  if (rule.interpretation)
    lines.push(
      '',
      ...wrapped(
        `A reading of an unclear text${rule.interpretation.verified ? '' : ' (not verified)'}: ${rule.interpretation.text}`,
      ),
    )
  if (rule.note) lines.push('', ...wrapped(`Note: ${rule.note}`))
  if (facts.length > 0) lines.push('', 'Questions', ...facts.flatMap(factLines))
  if (names.length > 0) lines.push('', 'Rests on the rules', ...names.map(ruleLine))
  if (namedBy.length > 0) lines.push('', 'Counts in the rules', ...namedBy.map(ruleLine))
  lines.push('', ...decidesLines(decides))
  return lines.join('\n')
}

const scopes: Record<RuleExplained['rule']['scope'], string> = {
  entity: 'the entity',
  incident: 'the incident',
  service: 'each service affected; one is enough',
  group: 'related incidents taken together',
  threat: 'the threat',
  vulnerability: 'the vulnerability',
  product: 'the product',
}

function factLines({
  id,
  question,
  help,
  values,
  computed,
  humanJudgement,
  verified,
}: RuleExplained['facts'][number]): string[] {
  return [
    ...wrapped(question, '  '),
    ...wrapped(
      `${id}${values ? `: ${values.join(' | ')}` : ''}${humanJudgement ? '; a person weighs it' : ''}${verified ? '' : '; not verified'}`,
      '    ',
    ),
    ...(computed ? wrapped(`computed as ${computed} where that is known`, '    ') : []),
    ...(help ? wrapped(help, '    ') : []),
  ]
}

function ruleLine({ id, label }: { id: string; label: string }): string {
  return `  ${id}  ${label}`
}

function decidesLines(decides: RuleExplained['decides']): string[] {
  if (decides.length === 0) return ['Decides no regime and no report by itself.']
  return decides.flatMap(({ regime, title, direct, reports }) => [
    `${direct ? 'Decides' : 'Helps to decide'} ${regime}: ${title}`,
    ...reports.map(({ id, name, article }) => `  ${id}  ${name} (${article})`),
  ])
}
