// What can be done to a review: written in, handed in, sent back, approved; and what is replaced in a version for others.
import type { OutputOf } from '#kernel/contract.ts'
import type { Act } from '#web/kit/acts/ActDialog.tsx'
import { say } from '#web/say.ts'
import { noteLesson } from '../../api/lessons.ts'
import * as api from '../../api/reviews.ts'

type Shown = OutputOf<typeof api.getReview>
const threeWays = () => [
  { value: 'yes', label: say('Yes') },
  { value: 'no', label: say('No') },
  { value: 'undetermined', label: say('Not known') },
]
const kinds = () => [
  { value: 'organisation', label: say('An organisation') },
  { value: 'person', label: say('A person') },
  { value: 'address', label: say('An address') },
  { value: 'reference', label: say('A reference') },
  { value: 'other', label: say('Something else') },
]

export function reviewActs(shown: Shown): (Act | null)[] {
  const { id, version, state, moves } = shown
  const fixed = { id, version }
  const can = (event: string, act: Act) => (moves[event] === null ? act : null)
  const reason = [{ name: 'reason', label: say('Why'), as: 'text' }] as const
  const text = (part: keyof typeof state.text, label: string, as: 'text' | 'lines') => ({
    ...{ name: part, label, as, optional: true },
    start: as === 'text' ? String(state.text[part]) : (state.text[part] as string[]).join('\n'),
  })
  return [
    can('approve', {
      ...{ label: say('Approve the review'), contract: api.approveReview, fixed, kind: 'first' },
      lead: say('By somebody who did not write in it. Each recommendation becomes a follow-up with its owner.'),
    }),
    can('return', { label: say('Send it back'), contract: api.returnReview, fixed, asks: reason }),
    can('change', {
      ...{ label: say('Write in it'), contract: api.changeReview, fixed },
      asks: [
        text('summary', say('Summary'), 'text'),
        text('causes', say('Main causes'), 'text'),
        text('initialAccess', say('Initial access'), 'text'),
        text('helped', say('What helped, one a line'), 'lines'),
        text('failed', say('What failed, one a line'), 'lines'),
        text('lessons', say('Lessons, one a line'), 'lines'),
      ],
      // A text that is emptied is empty, and not left as it was.
      make: (typed) => ({ text: { summary: '', causes: '', initialAccess: '', ...typed } }),
    }),
    can('change', vulnerability(shown)),
    can('change', {
      ...{ label: say('Recommend something'), contract: api.changeReview, fixed },
      asks: [
        { name: 'text', label: say('What should be done'), as: 'text' },
        { name: 'owner', label: say('Who does it'), as: 'party', optional: true },
        { name: 'due', label: say('By when'), as: 'moment', optional: true },
      ],
      make: (typed) => ({
        text: { recommendations: [...state.text.recommendations, { owner: null, due: null, ...typed }] },
      }),
    }),
    can('change', {
      ...{ label: say('Replace a name for others'), contract: api.changeReview, fixed },
      lead: say('In the version for others it stands nowhere any more: the same word stands instead everywhere.'),
      asks: [
        { name: 'text', label: say('What must not stand there') },
        { name: 'kind', label: say('It is'), as: 'choice', choices: kinds(), start: 'organisation' },
        { name: 'instead', label: say('What stands instead'), optional: true },
      ],
      make: (typed) => ({ replaced: [...state.replaced, typed] }),
    }),
    can('submit', {
      ...{ label: say('Hand it in'), contract: api.submitReview, fixed },
      lead: say('Somebody who did not write in it approves it or sends it back.'),
    }),
    {
      ...{ label: say('Note a lesson'), contract: noteLesson },
      fixed: { from: { record: 'recover.review', id }, ...(state.crisis ? { crisis: state.crisis } : {}) },
      asks: [
        { name: 'title', label: say('What was learnt') },
        { name: 'text', label: say('In more words'), as: 'text', optional: true },
        { name: 'owner', label: say('Who owns it'), as: 'party', optional: true },
        { name: 'due', label: say('By when'), as: 'moment', optional: true },
      ],
    },
    can('withdraw', { label: say('Withdraw it'), contract: api.withdrawReview, fixed, asks: reason }),
  ]
}

/** Named once more, a vulnerability is said anew. */
function vulnerability({ id, version, state }: Shown): Act {
  return {
    ...{ label: say('Say more of a vulnerability'), contract: api.changeReview, fixed: { id, version } },
    asks: [
      { name: 'cve', label: say('CVE'), start: state.text.vulnerabilities[0]?.cve ?? '' },
      {
        ...{ name: 'knownExploited', label: say('Known to be exploited'), as: 'choice', start: 'undetermined' },
        choices: threeWays(),
      },
      { name: 'list', label: say('By which list'), optional: true, hint: say('The EUVD or the KEV catalogue.') },
      {
        ...{ name: 'mitigated', label: say('Mitigation exists and was published'), as: 'choice' },
        ...{ choices: threeWays(), start: 'undetermined' },
        hint: say('While it is not, no version for others tells anything of it.'),
      },
      { name: 'note', label: say('Note'), as: 'text', optional: true },
    ],
    make: (typed) => {
      const others = state.text.vulnerabilities.filter(({ cve }) => cve !== typed.cve)
      return { text: { vulnerabilities: [...others, { list: '', note: '', ...typed }] } }
    },
  }
}
