/** GotSurge's organisations and the registration of partners. */
import type { WordList } from './word-list.ts';

const web = ['https://partner.example/callback', 'http://localhost:8080/back', 'https://partner.example/#x', 'x:/'];

export const platformWords: WordList = {
  kinds: {
    org_id: 'organizations',
    role_id: 'roles',
    platformId: 'platforms',
    organisationId: 'organisations',
    appId: 'partner-apps',
  },
  words: {
    business_name: ['ABC Merchant', 'Straits_Freight-1', 'root', 'my GotSurge', '', 'Ö'],
    businessName: ['ABC Merchant', 'Straits_Freight-2', 'SysAdmin', 'versafleet', 'Ö'],
    email: ['someone@example.com', 'Merchant@Example.com', 'no address'],
    emails: ['someone@example.com', 'one@example.com', 'two@example.com'],
    adminEmail: ['admin@example.com', 'other@example.com', 'no address'],
    redirectUrls: web,
    webhookUrl: ['http://127.0.0.1:9999/hook', 'https://example.com/x?y=z'],
    origin: ['https://partner.example', 'http://localhost:8080', 'https://partner.example/'],
    receiveSessionUrl: ['https://partner.example/receive-session', 'http://localhost:8080/receive-session'],
  },
};
