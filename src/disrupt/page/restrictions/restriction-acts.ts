// What can be done to a restriction, and what each act asks for.
import type { OutputOf } from '#kernel/contract.ts'
import type { Act } from '#web/kit/acts/ActDialog.tsx'
import type { Ask } from '#web/kit/acts/asks.ts'
import type { Choice } from '#web/kit/Field.tsx'
import { say } from '#web/say.ts'
import * as api from '../../api/restrictions/restrictions.ts'
import { imposers, qualifiers, type RestrictionKind } from '../../model/restrictions/restriction.ts'
import { linkOf } from '../requests/request-acts.ts'
import { stateWord } from '../requests/words.ts'
import { positionWord } from './words.ts'

type Shown = OutputOf<typeof api.getRestriction>
const worded = (values: readonly string[]) => values.map((value) => ({ value, label: stateWord(value) }))
const country = (name: string, label: string): Ask => ({ name, label, optional: true, hint: say('Two letters: RU.') })

const amountAsks: Ask[] = [
  { name: 'value', label: say('Amount'), as: 'number', optional: true },
  { name: 'currency', label: say('Currency'), optional: true, hint: say('Three letters: RUB.') },
  { name: 'qualifier', label: say('Which is'), as: 'choice', choices: worded(qualifiers), start: 'exact' },
  {
    name: 'otherValue',
    label: say('Said to be'),
    as: 'number',
    optional: true,
    hint: say('In the source, in another currency.'),
  },
  { name: 'otherCurrency', label: say('In which currency'), optional: true },
]
const letters = (text: unknown) =>
  String(text ?? '')
    .trim()
    .toUpperCase()

/** The amount of what was typed: none where no sum was. */
export function amountOf(typed: Record<string, unknown>): Record<string, unknown> {
  const { value, currency, qualifier, otherValue, otherCurrency, ...rest } = typed
  const saidToBe = otherValue === undefined ? null : { value: otherValue, currency: letters(otherCurrency) }
  const amount = value === undefined ? null : { value, currency: letters(currency), qualifier, saidToBe }
  return { ...rest, amount }
}

export function noteAct(kinds: readonly RestrictionKind[]): Act {
  return {
    ...{ label: say('Note a restriction'), contract: api.noteRestriction, fixed: {}, kind: 'first' },
    asks: [
      { name: 'title', label: say('Title') },
      {
        name: 'kind',
        label: say('Kind'),
        as: 'choice',
        choices: kinds.map(({ id, name }) => ({ value: id, label: name })),
      },
      { name: 'imposedBy', label: say('Who did it'), as: 'party' },
      { name: 'imposer', label: say('Which is a'), as: 'choice', choices: worded(imposers), start: 'state' },
      country('country', say('Country')),
      { name: 'against', label: say('Against whom'), as: 'party' },
      { name: 'service', label: say('Service'), optional: true },
      { name: 'what', label: say('What, and for what reason'), as: 'text', optional: true },
      ...amountAsks,
      { name: 'decidedOn', label: say('Decided on'), as: 'day', optional: true },
      { name: 'from', label: say('In force from'), as: 'day', optional: true },
      { name: 'text', label: say('Who says so') },
      { name: 'url', label: say('Where'), optional: true, hint: 'https://…' },
    ],
    make: (typed) => {
      const { text, url, country: from, ...rest } = amountOf(typed)
      return {
        ...rest,
        ...(from ? { country: letters(from) } : {}),
        source: { text, ...(url ? { url } : {}) },
      }
    },
  }
}

export function restrictionActs({ id, version, state }: Shown, linkable: readonly Choice[]): Act[] {
  const fixed = { id, version }
  const because: Ask = { name: 'because', label: say('Why'), as: 'text' }
  const over = state.state === 'withdrawn' || state.state === 'lifted'
  const telling: Act[] = [
    {
      ...{ label: say('Add a source'), contract: api.sourceRestriction, fixed, kind: 'first' },
      asks: [
        { name: 'text', label: say('Who says so') },
        { name: 'url', label: say('Where'), optional: true, hint: 'https://…' },
        { name: 'on', label: say('Of which day'), as: 'day', optional: true },
        {
          ...{
            name: 'confirms',
            label: say('Is it the one who did it, or an act of theirs?'),
            as: 'choice',
            start: 'no',
          },
          choices: worded(['no', 'yes']),
        },
      ],
      make: ({ confirms, ...rest }) => ({ ...rest, confirms: confirms === 'yes' }),
    },
    {
      ...{ label: say('Write down what a side says'), contract: api.sayOfRestriction, fixed },
      asks: [
        { name: 'party', label: say('Who'), as: 'party' },
        {
          ...{ name: 'position', label: say('And'), as: 'choice', start: 'disputes' },
          choices: (['disputes', 'gives-reason', 'confirms'] as const).map((value) => ({
            value,
            label: positionWord(value),
          })),
        },
        { name: 'says', label: say('In which words'), as: 'text' },
      ],
    },
  ]
  if (linkable.length > 0)
    telling.push({
      ...{ label: say('Link what was measured or claimed'), contract: api.linkRestriction, fixed, make: linkOf },
      asks: [{ name: 'to', label: say('Claim or finding'), as: 'choice', choices: linkable }],
    })
  const open: Act = { ...{ label: say('Open it again'), contract: api.reopenRestriction, fixed }, asks: [because] }
  const ends: Act[] = [
    {
      ...{ label: say('It was lifted'), contract: api.endRestriction, fixed: { ...fixed, to: 'lifted' } },
      asks: [because, { name: 'on', label: say('On which day'), as: 'day', optional: true }],
    },
    {
      ...{ label: say('It was an error'), contract: api.endRestriction, fixed: { ...fixed, to: 'withdrawn' } },
      asks: [because],
    },
  ]
  if (state.state === 'withdrawn') return [open]
  return over ? [...telling, open] : [...telling, ...ends]
}
