// Where words go: sentences for people to standard error, answers to standard output.
export const say = (text: string) => void process.stderr.write(`${text}\n`)
export const answer = (text: string) => void process.stdout.write(`${text}\n`)
