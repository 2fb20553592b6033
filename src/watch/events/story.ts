// Stories in the journal: opened with the first item, joined by others, arranged by persons.
import Type from 'typebox'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { orNull } from '../api/nouns.ts'
import { mostMembers, Story, StoryMember } from '../api/stories.ts'

const closed = { additionalProperties: false } as const
const Because = orNull(Type.String({ maxLength: 1000 }))
const Members = Type.Array(StoryMember, { maxItems: mostMembers })
const mostApart = 1000

export const storyRecord = recordKind({
  name: 'watch.story',
  state: Story,
  kinds: {
    'watch.storyOpened': opening(
      Type.Object({ members: Members, apart: Story.properties.apart }, closed),
      ({ members, apart }): Story => ({ items: members.map(({ item }) => item), members, apart, mergedInto: null }),
    ),
    /** The rules found that more items tell of it. */
    'watch.storyJoined': change(
      Type.Object({ members: Members }, closed),
      (state: Story, body): Story => withMembers(state, body.members),
    ),
    /** Items came from another story: a person said so, or a new version of the item did. */
    'watch.storyGained': change(
      Type.Object(
        { members: Members, from: Type.Array(Id, { maxItems: 50 }), person: orNull(Id), reason: Because },
        closed,
      ),
      (state: Story, body): Story => withMembers(state, body.members),
    ),
    /** Items went to another story. `apart`: no rule may bring them back. */
    'watch.storyLost': change(
      Type.Object(
        { items: Story.properties.items, to: Id, apart: Type.Boolean(), person: orNull(Id), reason: Because },
        closed,
      ),
      (state: Story, body): Story => {
        const members = state.members.filter(({ item }) => !body.items.includes(item))
        return {
          items: members.map(({ item }) => item),
          members,
          apart: body.apart ? [...new Set([...state.apart, ...body.items])].slice(-mostApart) : state.apart,
          mergedInto: members.length === 0 ? body.to : null,
        }
      },
    ),
  },
  // Its items carry the words; a story would be found beside each of them.
  index: (state) => ({
    title: `Story of ${state.items.length} ${state.items.length === 1 ? 'item' : 'items'}`,
    words: '',
  }),
})

// Who comes by hand is no longer kept apart.
function withMembers(state: Story, more: readonly StoryMember[]): Story {
  const coming = new Set(more.map(({ item }) => item))
  const members = [...state.members.filter(({ item }) => !coming.has(item)), ...more].slice(-mostMembers)
  return {
    items: members.map(({ item }) => item),
    members,
    apart: state.apart.filter((item) => !coming.has(item)),
    mergedInto: null,
  }
}
