import type { ErrorCategory } from '../error-category.js';
import type { StateName } from './evidence/record.js';
import type { ServerVendor } from './sites.js';

/**
 * Something that a person should hear of. No incident carries a secret, a ticket or a user's data. What concerns the
 * whole fleet (`state_changed`, `declared`, `outage_limit_reached`) is told by the one process where it happened; the
 * rest by each process that meets it, at a bounded rate.
 */
export type Incident =
  /** The canaries moved a vendor's shared state. */
  | {
      kind: 'state_changed';
      vendor: ServerVendor;
      region: string;
      from: StateName;
      to: StateName;
      why: string;
      at: number;
    }
  /** A person's `declare()`. `until` is unset for `automatic`. */
  | {
      kind: 'declared';
      vendor: ServerVendor;
      mode: 'outage' | 'healthy' | 'automatic';
      reason: string;
      until?: number;
      at: number;
    }
  /** The automatic outage has admitted for six hours and is over, though the vendor still is down. */
  | { kind: 'outage_limit_reached'; vendor: ServerVendor; region: string; at: number }
  /** This canary was not up in the last 24 h, so it is no evidence: an egress rule, a wrong address or wrong keys. */
  | { kind: 'canary_never_up'; vendor: ServerVendor; region: string; canary: string; why: string; at: number }
  /**
   * A canary threw or gave nonsense (`detail` is an error's name), or got something else in place of a vendor's script
   * (`no_global`, `global_not_in_64_kib`): a block page of one's own network looks so.
   */
  | { kind: 'canary_fault'; vendor: ServerVendor; region: string; canary: string; detail: string; at: number }
  /**
   * This process is so busy, or so short of descriptors, that what it sees of the vendor counts for nothing:
   * `look_up_slow` (the thread pool is full, or name servers hang), `look_up_failed`, `event_loop_late`.
   */
  | { kind: 'observer_unwell'; vendor: ServerVendor; region: string; why: string; at: number }
  /** Keys, permissions, parameters, the account or a missing package: `detail` names the fix. */
  | {
      kind: 'misconfigured';
      vendor: ServerVendor;
      detail: string;
      vendorCode?: string;
      /** What the error catalogue knows of `vendorCode`. */
      category?: ErrorCategory;
      advice?: string;
      at: number;
    }
  /** A ticket of the vendor's test mode was refused: a scene is still in test mode. */
  | {
      kind: 'test_mode';
      vendor: ServerVendor;
      vendorCode?: string;
      category?: ErrorCategory;
      advice?: string;
      at: number;
    }
  /** Browsers report faults of the page itself (`codes` are ours, such as `csp_blocked`): anyone can claim them. */
  | { kind: 'client_configuration'; vendor: ServerVendor; codes: readonly string[]; at: number }
  /** `remoteIp` was no address: the framework does not give one, or `verify()` is called without it. */
  | { kind: 'address_invalid'; vendor: ServerVendor; at: number }
  /**
   * More tickets want to be checked than `maxInFlight` and `maxPerSecond` allow, and some are turned away: a flood, or
   * more visitors than you expected. `callsPerMinute` were made in the last minute; `cnyPerMinute` is what Aliyun bills
   * for them at its list price.
   */
  | { kind: 'busy'; vendor: ServerVendor; callsPerMinute: number; cnyPerMinute?: number; at: number }
  /**
   * An action's `recoveryPerMinute` is far from the humans that this process has seen in an hour: less than half, so
   * that an outage locks people out, or more than thirty times as much, so that it lets in more than there were.
   */
  | { kind: 'budget_far_off'; action: string; recoveryPerMinute: number; humansPerMinute: number; at: number }
  /** The store works, and yet something about it should be mended: `detail` says what. */
  | { kind: 'store_fault'; detail: string; at: number }
  /** A fault of this library. `detail` is an error's name. */
  | { kind: 'internal_error'; detail: string; at: number }
  /** No evidence can be shared or read, so nobody is admitted unchecked. */
  | { kind: 'store_unavailable'; vendor: ServerVendor; detail: string; at: number };

/** Gets every incident. What it throws or rejects with becomes a process warning, nothing more. */
export type OnIncident = (incident: Incident) => unknown;
