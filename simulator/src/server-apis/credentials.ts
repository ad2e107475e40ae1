/** The keys that the simulated server APIs know. Nothing but the simulator takes them. */
export const SIMULATED_CREDENTIALS = {
  tencent: {
    secretId: 'AKIDsimulated0000000000000000000000000',
    secretKey: 'simulated-tencent-secret-key',
    appSecretKey: 'simulated-app-secret-key',
  },
  aliyun: { accessKeyId: 'LTAIsimulated00000000000', accessKeySecret: 'simulated-aliyun-access-key-secret' },
  aicaptcha: { secret: 'simulated-aicaptcha-secret' },
} as const;
