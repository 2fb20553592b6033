// `npm run new-room NAME`: a small furnished room that passes every check, and what is left to do by hand.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { chain } from '../.dependency-cruiser.mjs'
import { giveUp, say } from './progress.mjs'
import { root } from './sources.mjs'

const capital = (word) => word[0].toUpperCase() + word.slice(1)

function furnish(room) {
  const Noun = `${capital(room)}Note`
  return {
    'README.md': `# ${room}
**Question it answers:** (one sentence that ends in a question mark)

| Word | Means |
|---|---|
| \`${Noun}\` | (the noun of this room; replace it by your own) |

Announces: nothing yet. Listens to: nothing yet.
`,
    'index.ts': `// The door of ${room}: what other rooms may call.
export { ${Noun} } from './model.ts'
export { isComplete } from './rules.ts'
`,
    'model.ts': `// The nouns of ${room}: each a schema and a type of the same name.
import Type, { type Static } from 'typebox'

export const ${Noun} = Type.Object(
  { title: Type.String({ minLength: 1, maxLength: 200 }), text: Type.String({ maxLength: 20_000 }) },
  { additionalProperties: false },
)
export type ${Noun} = Static<typeof ${Noun}>
`,
    'rules.ts': `// The questions of ${room}, answered from facts alone: no clock, no chance, no network, no database.
import type { ${Noun} } from './model.ts'

/** Is there enough in the note to act on? Says what is missing when there is not. */
export function isComplete(note: ${Noun}): { complete: boolean; missing: string[] } {
  const missing = [...(note.title.trim() === '' ? ['title'] : []), ...(note.text.trim() === '' ? ['text'] : [])]
  return { complete: missing.length === 0, missing }
}
`,
    'api.ts': `// The contracts of ${room}: each operation described once, for the server, the web and the command line.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { ${Noun} } from './model.ts'

export const checkNote = contract({
  name: '${room}.checkNote',
  does: 'query',
  summary: 'Says what is missing in a note',
  input: ${Noun},
  output: Type.Object({ complete: Type.Boolean(), missing: Type.Array(Type.String()) }),
  refusals: {},
  policy: { who: 'signed-in' },
  example: { title: 'Line cut', text: 'Two of three uplinks are down.' },
})
`,
    'rules.test.ts': `// What the rules of ${room} answer.
import { expect, test } from 'vitest'
import { isComplete } from './rules.ts'

test('a note with a title and a text is complete', () => {
  expect(isComplete({ title: 'Line cut', text: 'Two of three uplinks are down.' })).toEqual({ complete: true, missing: [] })
})

test('a note without a text says that the text is missing', () => {
  expect(isComplete({ title: 'Line cut', text: ' ' })).toEqual({ complete: false, missing: ['text'] })
})
`,
  }
}

/** What must be done by hand, because the place in the chain is a decision. */
function remaining(room, { imports }) {
  return [
    ...(chain.includes(room)
      ? []
      : [
          `.dependency-cruiser.mjs: put '${room}' into \`chain\`, right of every room it looks at (now: ${chain.join(', ')})`,
        ]),
    ...(imports[`#${room}/*`] ? [] : [`package.json, imports: "#${room}/*": "./src/${room}/*"`]),
    'src/main.ts: wire its door, once it has routes or jobs',
    `src/${room}/README.md: say which question it answers`,
    'ARCHITECTURE.md: name it, and docs/decisions: say why it is a room of its own',
  ]
}

const [room, ...more] = process.argv.slice(2)
const folder = more[0] === '--in' && more[1] ? path.resolve(more[1]) : root
if (!room || !/^[a-z]{3,20}$/.test(room)) {
  giveUp('Usage: npm run new-room NAME   (one English verb in small letters, as in: npm run new-room rehearse)', 2)
}
if (['kernel', 'platform', 'web', 'cli', 'main'].includes(room)) giveUp(`${room} is part of the house, not a room.`)
const place = path.join(folder, 'src', room)
if (existsSync(place)) giveUp(`src/${room} is there already; nothing was changed.`)

mkdirSync(place, { recursive: true })
for (const [name, text] of Object.entries(furnish(room))) writeFileSync(path.join(place, name), text)
say(`src/${room} stands: README.md, index.ts, model.ts, rules.ts, api.ts, rules.test.ts. Left for you:`)
for (const line of remaining(room, JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))))
  say(`  - ${line}`)
