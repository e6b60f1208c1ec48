/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to the doctor, which looks for faults of an application. Its checks come from the parts of the package that they
 * concern.
 */

export type {
  Check,
  CheckContext,
  Expectations,
  Finding,
  Findings,
  Place,
  Severity,
} from './check.ts'
export { resolveDoctor } from './configuration.ts'
export type { DoctorConfig, ResolvedDoctor } from './configuration.ts'
export { Doctor } from './doctor.ts'
export { Places } from './places.ts'
export { isFailure } from './report.ts'
export type { DoctorReport, IgnoredFinding, ReportedFinding } from './report.ts'
