// Words of evaluations for people.
import { say } from '#web/say.ts'
import { spanWords, wordOf } from '../../rules/evaluation/paper.ts'
import { word } from '../words.ts'

export const span = (seconds: number | null): string => (seconds === null ? '' : spanWords(seconds))
export const percent = (share: number | null): string =>
  share === null ? say('not judged') : `${Math.round(share * 100)} %`

/** Of a measure or a kind of finding. */
export const evaluationWord = (of: string): string => say(wordOf(of))
export const stateWord = (state: string | null): string => (state === null ? say('measured') : word(state))
