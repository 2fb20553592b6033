// The keyboard: single keys and two-key sequences, out of the way while somebody types or a dialog is open.
import { useEffect, useRef } from 'react'

export type Bindings = Record<string, (event: KeyboardEvent) => void>

const sequenceFor = 1_200
/** Begins the sequences that go to places. */
const leader = 'g'

/** `{ 'g p': goPicture, '?': showKeys, 'mod+k': openPalette }`. `mod` is Ctrl, or Cmd on a Mac. */
export function useKeys(bindings: Bindings): void {
  const current = useRef(bindings)
  current.current = bindings
  useEffect(() => {
    let before = ''
    let at = 0
    function onKey(event: KeyboardEvent): void {
      const mod = event.ctrlKey || event.metaKey
      const name = mod ? `mod+${event.key.toLowerCase()}` : event.key
      if (!mod && (event.altKey || busy(event))) return
      if (mod && !(name in current.current)) return
      const follows = Date.now() - at < sequenceFor
      const sequence = follows ? `${before} ${name}` : name
      // After `g` the next key is the end of a sequence, wherever that is bound: `g a` must not accept what is in focus.
      const alone = follows && before === leader ? undefined : current.current[name]
      const run = current.current[sequence] ?? alone
      before = name
      at = Date.now()
      if (!run) return
      before = ''
      event.preventDefault()
      run(event)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

function busy(event: KeyboardEvent): boolean {
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) {
    return !(target instanceof HTMLInputElement && ['checkbox', 'radio', 'range', 'button'].includes(target.type))
  }
  return document.querySelector('[role="dialog"],[role="alertdialog"],[role="listbox"]') !== null
}

/** Moves the focus to the next or previous row of the list on the page: everything marked `data-row`. */
export function moveRow(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('main [data-row]')]
  const here = rows.findIndex((row) => row.contains(document.activeElement))
  const next = rows[here === -1 ? (by === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, here + by))]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

/** All keys, for the help: what is pressed, and what it does. */
export const keyHelp: readonly { keys: string; does: string; part: string }[] = [
  { keys: 'Ctrl K', does: 'Command palette: go anywhere, do anything, find anything', part: 'Everywhere' },
  { keys: '/', does: 'Search', part: 'Everywhere' },
  { keys: '?', does: 'These keys', part: 'Everywhere' },
  { keys: 'Esc', does: 'Close what is open', part: 'Everywhere' },
  { keys: 'g p', does: 'Go to the picture', part: 'Go to' },
  { keys: 'g s', does: 'Go to sense', part: 'Go to' },
  { keys: 'g w', does: 'Go to watch', part: 'Go to' },
  { keys: 'g e', does: 'Go to the dependencies', part: 'Go to' },
  { keys: 'g i', does: 'Go to incidents', part: 'Go to' },
  { keys: 'g k', does: 'Go to the crises', part: 'Go to' },
  { keys: 'g l', does: 'Go to assessments by law', part: 'Go to' },
  { keys: 'g c', does: 'Go to the clocks', part: 'Go to' },
  { keys: 'g y', does: 'Go to the view of an authority', part: 'Go to' },
  { keys: 'g t', does: 'Go to the tasks', part: 'Go to' },
  { keys: 'g d', does: 'Go to the duty rota', part: 'Go to' },
  { keys: 'g r', does: 'Report an incident', part: 'Go to' },
  { keys: 'g f', does: 'Go to the duties of the framework', part: 'Go to' },
  { keys: 'g q', does: 'Go to requests for data and measures', part: 'Go to' },
  { keys: 'g u', does: 'Go to takedown operations', part: 'Go to' },
  { keys: 'g b', does: 'Go to recovery and the backlog', part: 'Go to' },
  { keys: 'g x', does: 'Go to the exercises', part: 'Go to' },
  { keys: 'g m', does: 'Go to the manual', part: 'Go to' },
  { keys: 'g a', does: 'Go to your account', part: 'Go to' },
  { keys: 'g o', does: 'Take up the guided tour of an exercise, or leave it', part: 'Go to' },
  { keys: '[ ]', does: 'The step before, the next step', part: 'In the guided tour' },
  { keys: 'n', does: 'Come back to now, when the past is shown', part: 'Go to' },
  { keys: 'j', does: 'Next row', part: 'In lists' },
  { keys: 'k', does: 'Previous row', part: 'In lists' },
  { keys: 'Enter', does: 'Open the row', part: 'In lists' },
  { keys: 'j', does: 'Next fact', part: 'On an item' },
  { keys: 'k', does: 'Previous fact', part: 'On an item' },
  { keys: 'a', does: 'Accept the fact, and go on to the next', part: 'On an item' },
  { keys: 'r', does: 'Reject the fact, and go on to the next', part: 'On an item' },
  { keys: '1 2 3 4', does: 'The name is a person, an organisation, a place, a product', part: 'On an item' },
  { keys: 'm', does: 'Remember the name on the watch-list, or that it is none', part: 'On an item' },
  { keys: 'u', does: 'Take the last judgement on a fact back', part: 'On an item' },
  { keys: 'o', does: 'Open the source in a new tab', part: 'On an item' },
  { keys: 'n', does: 'Next item to judge', part: 'On an item' },
  { keys: 'A', does: 'Accept the whole item', part: 'On an item' },
  { keys: 'R', does: 'Reject the whole item', part: 'On an item' },
  { keys: 'o', does: 'Open or close the story, or open its item', part: 'On a story' },
  { keys: 'a', does: 'Accept all its items as a signal or as background', part: 'On a story' },
  { keys: 'r', does: 'Reject all its items', part: 'On a story' },
  { keys: 'x', does: 'Take the item out: it is a story of its own, and stays one', part: 'On a story' },
  { keys: 'c', does: 'Choose the story', part: 'On a story' },
  { keys: 'm', does: 'Merge the chosen stories', part: 'On a story' },
  { keys: 'u', does: 'Take the last step back', part: 'On a story' },
  { keys: 'e', does: 'Enter a claim', part: 'In the ledger of claims' },
  { keys: '1 2 3 4 5', does: 'Mark CC, C, N, I, II (or c, n, i; with Shift CC and II)', part: 'On a board' },
  { keys: '0', does: 'Take your mark back', part: 'On a board' },
  { keys: '← ↑ → ↓', does: 'Move between the cells of the board', part: 'On a board' },
  { keys: '← →', does: 'Read the bucket before or after', part: 'In charts' },
  { keys: 'Home End', does: 'Read the first or the last bucket', part: 'In charts' },
  { keys: '+ -', does: 'Nearer or farther, around the bucket that is read', part: 'In charts' },
  { keys: 'Shift ← →', does: 'Half a chart earlier or later', part: 'In charts' },
  { keys: '← ↑ → ↓', does: 'Walk along the needs, and along the row', part: 'On the map of dependencies' },
  { keys: 'Enter', does: 'Open the part; while a need is drawn: it needs this', part: 'On the map of dependencies' },
  { keys: '/', does: 'Find a part by its name', part: 'On the map of dependencies' },
  { keys: 'Home', does: 'Choose the first part', part: 'On the map of dependencies' },
  { keys: '+ - 0', does: 'Nearer, farther, all of it', part: 'On the map of dependencies' },
  { keys: 'Esc', does: 'Choose nothing, draw no need', part: 'On the map of dependencies' },
  { keys: '. ,', does: 'To the next change of the cascade, or the one before', part: 'On a cascade' },
  { keys: 'p', does: 'Play or pause the cascade', part: 'On a cascade' },
  { keys: 'c', does: 'Open a crisis', part: 'On the list of crises' },
  { keys: 'a', does: 'Say that you have the first task that waits for you', part: 'In the room of a crisis' },
  { keys: 'd', does: 'What is due first was done', part: 'In the room of a crisis' },
  { keys: 'i', does: 'Take incidents in', part: 'In the room of a crisis' },
  { keys: 's', does: 'Add a strand', part: 'In the room of a crisis' },
  { keys: 't', does: 'Take somebody in', part: 'In the room of a crisis' },
  { keys: 'o', does: 'Set an objective', part: 'In the room of a crisis' },
  { keys: 'b', does: 'Put something into the rhythm', part: 'In the room of a crisis' },
  { keys: 'l', does: 'Write a public line', part: 'In the room of a crisis' },
  { keys: 'e', does: 'Change title, summary or kind', part: 'In the room of a crisis' },
  { keys: 'm', does: 'Change the marking', part: 'In the room of a crisis' },
  { keys: 'x', does: 'Stand down, close or reopen', part: 'In the room of a crisis' },
  { keys: 'r', does: 'The reports of the crisis', part: 'In the room of a crisis' },
  { keys: 'w', does: 'The wall, and back', part: 'In the room of a crisis' },
  { keys: '1 2 3 4 5 6 7', does: 'Part of the room', part: 'In the room of a crisis' },
  { keys: '1 2 3 4 5', does: 'Choose that answer', part: 'On a question of law' },
  { keys: '0', does: 'I do not know: ask the next one', part: 'On a question of law' },
  { keys: 'Backspace', does: 'Back to the question before', part: 'On a question of law' },
  { keys: 't', does: 'Take the alert up', part: 'On an alert' },
  { keys: 's', does: 'Set the alert aside', part: 'On an alert' },
  { keys: 'o', does: 'Open the alert again', part: 'On an alert' },
  { keys: '← ↑ → ↓', does: 'Move between cells of the matrix and countries of the map', part: 'In the picture' },
  { keys: 'Space', does: 'Play or pause, on the play button of the time slider', part: 'In the picture' },
]
