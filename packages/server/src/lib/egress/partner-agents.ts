/** Connections to partners: those of one partner share a client certificate, and end when it changes. */
import type { Agent } from 'undici';
import type { TlsCredentials } from './guarded-connect.ts';

/** How we meet one partner. */
export interface PartnerTls {
  /** Names the partner among all. */
  readonly partner: string;
  /** Another one for each change of what follows. */
  readonly version: number;
  /** PEM: ours, with its key. */
  readonly certificate: string | null;
  readonly key: string | null;
  /** PEM; null: the public authorities. */
  readonly trustedCa: string | null;
}

export interface PartnerAgents {
  readonly of: (tls: PartnerTls | null) => Agent;
  readonly close: () => Promise<void>;
}

/** Partners with connections of their own; the one that was asked longest ago goes first. */
const most = 100;

export function createPartnerAgents(open: (credentials: TlsCredentials) => Agent): PartnerAgents {
  const common = open({});
  const kept = new Map<string, { readonly version: number; readonly agent: Agent }>();

  /** What is under way on them comes to its end. */
  const leave = (partner: string) => {
    const left = kept.get(partner);
    kept.delete(partner);
    left?.agent.close().catch(() => undefined);
  };

  return {
    of(tls) {
      if (tls === null) return common;
      const { partner, version } = tls;
      const known = kept.get(partner);
      if (known?.version === version) {
        kept.delete(partner);
        kept.set(partner, known);
        return known.agent;
      }
      leave(partner);
      const [oldest] = kept.keys();
      if (oldest !== undefined && kept.size >= most) leave(oldest);
      const agent = open(credentialsOf(tls));
      kept.set(partner, { version, agent });
      return agent;
    },
    async close() {
      await Promise.all([common, ...[...kept.values()].map(({ agent }) => agent)].map((agent) => agent.destroy()));
    },
  };
}

function credentialsOf({ certificate, key, trustedCa }: PartnerTls): TlsCredentials {
  return {
    ...(certificate !== null && { cert: certificate }),
    ...(key !== null && { key }),
    ...(trustedCa !== null && { ca: trustedCa }),
  };
}
