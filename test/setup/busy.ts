// How much this process has worked, in milliseconds of the processor: what a test of "ends soon" measures, so that a machine that is
// busy with something else does not fail it.
export function busyMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
