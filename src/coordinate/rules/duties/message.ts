// What leaves as a notice: the text that may go to this recipient, with its marking at both ends; and what a reminder says, which is
// little, since it goes to a mailbox and not behind the sign-in.
import type { Marking } from '#kernel/marking.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import type { Notice, Pointer, ToldText } from '../../model/notice.ts'

/** 'TLP:AMBER · PAP:GREEN · REL TO EU, NATO' */
export function markingWords({ tlp, pap, releasableTo }: Pick<Marking, 'tlp' | 'pap' | 'releasableTo'>): string {
  const parts = [
    `TLP:${tlp}`,
    pap ? `PAP:${pap}` : '',
    releasableTo.length > 0 ? `REL TO ${releasableTo.join(', ')}` : '',
  ]
  return parts.filter(Boolean).join(' · ')
}

export interface Leaving {
  id: string
  notice: Pick<Notice, 'title' | 'text' | 'tearLine' | 'pointer' | 'kind' | 'happenedAt' | 'revision'>
  kindTitle: string
  marking: Marking
  which: ToldText
  realm: Realm
  /** The organisation that tells. */
  from: string
  levelName(level: string): string
}

export interface Message {
  subject: string
  text: string
  /** The body of a call to another system. */
  call: Record<string, unknown>
}

/** Title and pointer belong to the whole text: a tear-line stands alone, under the name of its kind. */
export function messageOf({ id, notice, kindTitle, marking, which, realm, from, levelName }: Leaving): Message {
  const { tearLine, pointer, happenedAt, revision } = notice
  const whole = which === 'full' || tearLine === null
  const edge = `${realm === 'live' ? '' : 'EXERCISE '}[${markingWords(whole ? marking : tearLine.marking)}]`
  const title = whole ? notice.title : kindTitle
  const said = whole ? notice.text : tearLine.text
  const lines = [
    edge,
    ...(realm === 'live' ? [] : ['EXERCISE. Nothing of this is real.']),
    title,
    ...(said.trim() === '' ? [] : [said]),
    ...(whole && happenedAt ? [`It happened at ${happenedAt}.`] : []),
    ...(whole && pointer ? [pointerWords(pointer, levelName)] : []),
    `From ${from}. Please confirm that you received it, naming ${id}.`,
    edge,
  ]
  return {
    subject: `${edge} ${title}`,
    text: `${lines.join('\n\n')}\n`,
    call: {
      event: 'notice.told',
      ...(realm === 'live' ? {} : { exercise: true }),
      realm,
      marking: markingWords(whole ? marking : tearLine.marking),
      notice: id,
      kind: notice.kind,
      revision,
      title,
      text: said,
      ...(whole && happenedAt ? { happenedAt } : {}),
      ...(whole && pointer ? { pointer } : {}),
      from,
    },
  }
}

/** Where classified information on this lies; never what it says. */
export function pointerWords({ level, reference, holder }: Pointer, levelName: (level: string) => string): string {
  return `More is known and is classified (${levelName(level)}): ${reference}, kept by ${holder}. It is not in this system.`
}

export interface Reminded {
  what: 'notice' | 'obligation'
  /** The name of the kind, or the number of the obligation: nothing that a person wrote. */
  name: string
  due: Instant
  marking: Marking
  realm: Realm
  /** https://tocsin.example.org/notices/... */
  link: string
}

export function reminderOf({ what, name, due, marking, realm, link }: Reminded): Pick<Message, 'subject' | 'text'> {
  const exercise = realm === 'live' ? '' : 'EXERCISE '
  const noun = what === 'notice' ? 'A duty to tell' : 'An obligation of the framework'
  const lines = [
    ...(exercise ? ['EXERCISE. Nothing of this is real.', ''] : []),
    `${noun} that you see to is overdue: ${name}.`,
    `Its limit was ${due.slice(0, 10)} ${due.slice(11, 16)} UTC.`,
    '',
    `Look: ${link}`,
  ]
  return { subject: `${exercise}[TLP:${marking.tlp}] Overdue: ${name}`, text: `${lines.join('\n')}\n` }
}
