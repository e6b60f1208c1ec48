/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Finding, Severity } from './check.ts'

/** What a check has found, with its name. */
export interface ReportedFinding extends Finding {
  /** Name of the check. */
  check: string
}

/** A finding that the application wants to hear nothing of. */
export interface IgnoredFinding extends ReportedFinding {
  /** Why it is as it should be. */
  why: string
}

/** What `node ace reflex:doctor --json` prints. What is added later leaves `version` as it is. */
export interface DoctorReport {
  version: 1
  /** Names of the checks that were made, in alphabetical order. */
  checks: string[]
  /** Errors first, then warnings and hints, each by the names of their checks. */
  findings: ReportedFinding[]
  /** Those of `doctor.ignore` in `config/reflex.ts`. */
  ignored: IgnoredFinding[]
  /** How many findings there are of each severity. */
  counts: Record<Severity, number>
}

const ORDER: readonly Severity[] = ['error', 'warning', 'hint']

/**
 * @param ignore - reasons by the names of checks, or by these and what a finding is about
 */
export function reportOf(
  checks: readonly string[],
  found: readonly ReportedFinding[],
  ignore: Readonly<Record<string, string>>
): DoctorReport {
  const report: DoctorReport = {
    version: 1,
    checks: checks.toSorted(),
    findings: [],
    ignored: [],
    counts: { error: 0, warning: 0, hint: 0 },
  }
  for (const finding of found.toSorted(bySeverity)) {
    const why = ignore[`${finding.check}:${finding.about}`] ?? ignore[finding.check]
    if (why !== undefined) {
      report.ignored.push({ ...finding, why })
      continue
    }
    report.findings.push(finding)
    report.counts[finding.severity]++
  }
  return report
}

/**
 * Whether a report is one to fail for.
 *
 * @param isStrict - whether warnings are
 */
export function isFailure({ counts }: DoctorReport, isStrict: boolean): boolean {
  return counts.error > 0 || (isStrict && counts.warning > 0)
}

function bySeverity(a: ReportedFinding, b: ReportedFinding): number {
  const difference = ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity)
  return difference || a.check.localeCompare(b.check) || about(a).localeCompare(about(b))
}

function about(finding: ReportedFinding): string {
  return finding.about ?? ''
}
