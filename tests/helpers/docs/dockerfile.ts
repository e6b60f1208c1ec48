/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** An instruction of a Dockerfile. */
export interface Instruction {
  name: string
  value: string
}

/** What one `FROM` begins. */
export interface Stage {
  image: string
  name: string | undefined
  instructions: Instruction[]
}

/** Instructions that may stand in a stage. */
const KNOWN = new Set([
  'ARG',
  'CMD',
  'COPY',
  'ENV',
  'EXPOSE',
  'HEALTHCHECK',
  'RUN',
  'USER',
  'WORKDIR',
])

/**
 * The stages of a Dockerfile.
 *
 * @throws Error for a line that is not an instruction
 */
export function stagesOf(text: string): Stage[] {
  const stages: Stage[] = []
  const lines = text.replaceAll(/\\\n\s*/g, '').split('\n')
  for (const line of lines.filter((each) => each !== '' && !each.startsWith('#'))) {
    const [, name = '', value = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? []
    if (name === 'FROM') {
      const [, image = '', stage] = /^(\S+)(?: AS (\S+))?$/.exec(value) ?? []
      stages.push({ image, name: stage, instructions: [] })
    } else if (KNOWN.has(name) && stages.length > 0) {
      stages.at(-1)!.instructions.push({ name, value })
    } else {
      throw new Error(`"${line}" is not an instruction of a stage`)
    }
  }
  return stages
}

/**
 * What is wrong with a Dockerfile, in the words of the rules that hadolint has for it.
 */
export function faultsOf(text: string): string[] {
  const stages = stagesOf(text)
  const faults: string[] = []
  for (const [index, { image, instructions }] of stages.entries()) {
    if (!/:(?!latest$)[\w.-]+$/.test(image)) faults.push(`${image} has no version`)
    for (const { name, value } of instructions) {
      const [, from] = /--from=(\S+)/.exec(value) ?? []
      const isKnown = stages.slice(0, index).some((stage) => stage.name === from)
      if (from !== undefined && !isKnown)
        faults.push(`${name} ${value}: no stage before has this name`)
      if (name === 'WORKDIR' && !value.startsWith('/')) faults.push(`${value} is relative`)
      if (name === 'RUN' && /\b(?:sudo|cd) /.test(value)) faults.push(`${value}: sudo or cd`)
      if (name === 'CMD' && !value.startsWith('[')) faults.push('CMD runs in a shell')
    }
  }
  const last = stages.at(-1)?.instructions ?? []
  const user = last.findLast(({ name }) => name === 'USER')?.value
  if (user === undefined || user === 'root') faults.push('The process runs as root')
  if (last.at(-1)?.name !== 'CMD') faults.push('CMD is not the last')
  return faults
}
